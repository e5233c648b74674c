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

test("ambient randomness is reported, under other names too", () => {
  const sources = [
    "Math.random();",
    "const draw = Math.random;",
    'Math["random"]();',
    "globalThis.Math.random();",
    "crypto.getRandomValues(bytes);",
    "globalThis.crypto.randomUUID();",
    "tf.randomNormal([2]);",
    "const { random } = Math;",
    'const { "random": draw } = globalThis.Math;',
    "const r = Math; r.random();",
    "const r = globalThis.Math; const draw = r.random;",
    "(Math as any).random();",
    "(<any> Math).random();",
    "Math!.random();",
    "Math?.random();",
    'import { randomNormal } from "@tensorflow/tfjs-core";',
    'import { randomNormal as draw } from "@tensorflow/tfjs-core";',
    'import * as core from "@tensorflow/tfjs-core"; core.randomNormal([2]);',
    'import { util as u } from "@tensorflow/tfjs-core"; u.shuffle(a);',
    "tf.util.shuffle(a);",
    "const { util: u } = tf; u.shuffle(a);",
    "tf.initializers.glorotUniform({});",
    'import { randomInt } from "node:crypto";',
    'import { webcrypto } from "node:crypto";',
    'import crypto from "node:crypto"; crypto.randomBytes(8);',
    'const { randomInt } = await import("node:crypto");',
  ];
  for (const source of sources) {
    assertEquals(complaints("core/key.ts", source).length, 1, source);
  }
});

test("other members of the same objects are not reported", () => {
  const source =
    'Math.cos(1); crypto.subtle.digest("SHA-256", a); key.random;' +
    "error.constructor.name;" +
    "const { cos } = Math; const key = made; key.random; lib.shuffle(a);" +
    'tf.initializers.zeros(); import { sum } from "@tensorflow/tfjs-core";' +
    'import { createHash } from "node:crypto"; import "constructor";';
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
