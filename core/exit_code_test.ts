import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "./usage_error.ts";
import { exitCodeOf, Interruption } from "./exit_code.ts";

/** The exit code for `error`, and what was shown of it. */
async function shownOf(error: unknown) {
  const shown: unknown[] = [];
  const show = console.error;
  console.error = (...args) => void shown.push(...args);
  try {
    return { code: await exitCodeOf(() => Promise.reject(error)), shown };
  } finally {
    console.error = show;
  }
}

test("exitCodeOf passes on the code of a command that ends", async () => {
  assertEquals(await exitCodeOf(() => Promise.resolve(1)), 1);
});

test("exitCodeOf shows a user's mistake and an interruption as a line", async () => {
  assertEquals(await shownOf(new UsageError("no such thing")), {
    code: 2,
    shown: ["error: no such thing"],
  });
  assertEquals(await shownOf(new Interruption("Interrupted")), {
    code: 130,
    shown: ["Interrupted"],
  });
});

test("exitCodeOf shows all of any other error", async () => {
  const bug = new TypeError("a bug");
  assertEquals(await shownOf(bug), { code: 3, shown: [bug] });
});
