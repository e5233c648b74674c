import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { Breakdown } from "../../core/exit_code.ts";
import { UsageError } from "../../core/usage_error.ts";
import { type Contender, contenderOf, Incapable } from "./contender.ts";
import type { Answer } from "./protocol.ts";

const READY: Answer = { type: "ready", title: "Fake 1.0", device: "abacus" };
const PREPARED: Answer = { type: "prepared" };

/**
 * Calls `body` with the contender that a process becomes which gives the first
 * answer unasked and the others one by one, whatever it is asked; then it dies.
 */
async function withContender(
  answers: readonly Answer[],
  body: (contender: Contender) => Promise<void>,
): Promise<void> {
  const ending = new AbortController();
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      `const answers = ${JSON.stringify(answers)};
      const answer = () => console.log(JSON.stringify(answers.shift()));
      if (answers.length > 0) answer();
      for await (const _ of Deno.stdin.readable) {
        if (answers.length === 0) Deno.exit(9);
        answer();
      }`,
    ],
    ...{ stdin: "piped", stdout: "piped", stderr: "inherit" },
    signal: ending.signal,
  }).spawn();
  try {
    await body(await contenderOf(process, { id: "fake" }));
  } finally {
    ending.abort();
    await process.status;
  }
}

test("a contender introduces itself and does what it is told", async () => {
  const ran = { losses: [2, 1], milliseconds: [0.5, 0.25] };
  await withContender(
    [READY, PREPARED, { type: "ran", ...ran }],
    async (contender) => {
      const { id, title, device } = contender;
      assertEquals([id, title, device], ["fake", "Fake 1.0", "abacus"]);
      await contender.prepare("somewhere");
      assertEquals(await contender.run(2), ran);
    },
  );
});

test("a loss that JSON has no word for is no number", async () => {
  const milliseconds = [0.5, 0.25];
  await withContender(
    [READY, { type: "ran", losses: [2, null], milliseconds }],
    async (contender) => {
      const { losses } = await contender.run(2);
      assertEquals(losses, [2, NaN]);
    },
  );
});

test("a work that it cannot do does not end it", async () => {
  await withContender(
    [READY, { type: "failed", message: "too big", usage: false }, PREPARED],
    async (contender) => {
      await assertRejects(() => contender.prepare("a"), Incapable, "too big");
      await contender.prepare("b");
    },
  );
});

test("what is not installed is the user's to mend", async () => {
  await assertRejects(
    () =>
      withContender(
        [{ type: "failed", message: "Cannot import torch", usage: true }],
        () => Promise.resolve(),
      ),
    UsageError,
    "Cannot import torch",
  );
});

test("a death is told, whenever it comes", async () => {
  await withContender([READY], async (contender) => {
    for (let ask = 0; ask < 2; ask++) {
      await assertRejects(
        () => contender.prepare("somewhere"),
        Breakdown,
        "Cannot go on: fake ended with code 9",
      );
    }
  });
});

test("an answer to another question is a bug", async () => {
  await withContender([READY, PREPARED], async (contender) => {
    await assertRejects(
      () => contender.run(1),
      TypeError,
      'Cannot understand fake: "prepared"',
    );
  });
});
