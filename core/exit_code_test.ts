import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { constants } from "node:os";
import { Breakdown, exitCodeOf, Interruption } from "./exit_code.ts";
import { UsageError } from "./usage_error.ts";

/** The exit code when a command throws `error`, and what is printed. */
async function codeAndOutput(error: unknown): Promise<[number, unknown[]]> {
  const printed: unknown[] = [];
  const { error: original } = console;
  console.error = (...data) => printed.push(...data);
  try {
    return [await exitCodeOf(() => Promise.reject(error)), printed];
  } finally {
    console.error = original;
  }
}

test("exitCodeOf is the code that the command resolves to", async () => {
  assertEquals(await exitCodeOf(() => Promise.resolve(1)), 1);
});

test("mistakes, breakdowns and interruptions are shown without a stack", async () => {
  assertEquals(await codeAndOutput(new UsageError("no such seed: -1")), [
    2,
    ["error: no such seed: -1"],
  ]);
  assertEquals(await codeAndOutput(new Breakdown("the disk is full")), [
    3,
    ["error: the disk is full"],
  ]);
  assertEquals(await codeAndOutput(new Interruption("interrupted")), [
    130,
    ["interrupted"],
  ]);
});

test("a full disk is shown without a stack", async () => {
  const full = Object.assign(
    new Error("No space left on device (os error 28)"),
    { code: "ENOSPC" },
  );
  // Deno has no code for this one.
  const quota = new Error(
    `Disk quota exceeded (os error ${constants.errno.EDQUOT})`,
  );
  for (const error of [full, quota]) {
    assertEquals(await codeAndOutput(error), [3, [`error: ${error.message}`]]);
  }
});

test("a bug is shown whole", async () => {
  const bug = new TypeError("x is undefined");
  assertEquals(await codeAndOutput(bug), [3, [bug]]);
});

test("the code is the same where standard error takes nothing", async () => {
  const { error: original } = console;
  console.error = () => {
    throw new Error("No space left on device (os error 28)");
  };
  try {
    for (
      const [error, code] of [
        [new UsageError("no such seed: -1"), 2],
        [new Breakdown("a process was killed"), 3],
        [new Interruption("interrupted"), 130],
        [new Error("No space left on device (os error 28)"), 3],
        [new TypeError("x is undefined"), 3],
      ] as const
    ) {
      assertEquals(await exitCodeOf(() => Promise.reject(error)), code);
    }
  } finally {
    console.error = original;
  }
});
