import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import plugin from "./mod.ts";

function complaints(filename: string, source: string): string[] {
  return Deno.lint.runPlugin(plugin, filename, source)
    .map(({ id, message }) => {
      assertEquals(id, "gradnoise/ambient-randomness");
      return message;
    });
}

test("ambient randomness is reported however it is reached", () => {
  const sources = [
    "Math.random();",
    "const draw = Math.random;",
    'Math["random"]();',
    "globalThis.Math.random();",
    "crypto.getRandomValues(bytes);",
    "globalThis.crypto.randomUUID();",
    "tf.randomNormal([2]);",
  ];
  for (const source of sources) {
    assertEquals(complaints("core/key.ts", source).length, 1, source);
  }
});

test("other members of the same objects are not reported", () => {
  const source =
    'Math.cos(1); crypto.subtle.digest("SHA-256", a); key.random;' +
    "error.constructor.name;";
  assertEquals(complaints("core/key.ts", source), []);
});

test("tests may use it", () => {
  assertEquals(complaints("core/key_test.ts", "Math.random();"), []);
});

test("the complaint says what to use", () => {
  assertEquals(complaints("core/key.ts", "Math.random();"), [
    "Cannot use Math.random: randomness comes from keys only, see core/key.ts",
  ]);
});
