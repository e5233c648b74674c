import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { evaluatedWith } from "../../core/testing_environment.ts";

/** What `expression` is in a process where the user set the variable. */
async function answerWith(
  value: string | undefined,
  { path, expression }: { path: string; expression: string },
): Promise<unknown> {
  return await evaluatedWith(new URL(path, import.meta.url), {
    expression,
    env: { TF_ENABLE_ONEDNN_OPTS: value },
  });
}

test("the library says whether it uses oneDNN, and is asked", async () => {
  const fingerprintWith = (value: string | undefined) =>
    answerWith(value, {
      path: "../mod.ts",
      expression:
        '(await module.openEngine("tensorflow")).fingerprint["oneDnn"]',
    });
  assertEquals(await fingerprintWith("0"), "off");
  assertEquals(await fingerprintWith("1"), "on");
  // To the library, what is empty says nothing.
  assertEquals(await fingerprintWith(""), await fingerprintWith(undefined));
});

test("the library's answer counts, and not the variable", async () => {
  for (const answer of [true, false]) {
    for (const value of ["0", "1"]) {
      const answered = await answerWith(value, {
        path: "./one_dnn.ts",
        expression: `module.usesOneDnn({ isOneDnnUsed: () => ${answer} })`,
      });
      assertEquals(answered, answer);
    }
  }
});

test("a build that does not tell uses oneDNN unless it is turned off", async () => {
  for (
    const [value, expected] of [
      ...[[undefined, true], ["", true], ["1", true]] as const,
      ...[["0", false], ["False", false]] as const,
    ]
  ) {
    const answered = await answerWith(value, {
      path: "./one_dnn.ts",
      expression: "module.usesOneDnn({ isOneDnnUsed: null })",
    });
    assertEquals(answered, expected, value);
  }
});
