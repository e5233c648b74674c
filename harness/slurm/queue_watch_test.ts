import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { Breakdown } from "../../core/exit_code.ts";
import { type QueuedTask, SlurmError } from "./command.ts";
import { QueueWatch } from "./queue_watch.ts";

/** A queue that answers so, one after the other, and what is said of it. */
function watchOf(
  answers: readonly (readonly QueuedTask[] | Error)[],
  { interval = 0 } = {},
) {
  const log: string[] = [];
  const left = [...answers];
  const watch = new QueueWatch(["a"], {
    interval,
    note: (line) => log.push(line),
    ask: (names) => {
      assertEquals(names, ["a"]);
      const answer = left.shift()!;
      return answer instanceof Error
        ? Promise.reject(answer)
        : Promise.resolve([...answer]);
    },
  });
  return { watch, log, left };
}

const PENDING = { name: "a", index: 0, state: "PENDING", reason: "Priority" };
const RUNNING = { name: "a", index: 1, state: "RUNNING", reason: "None" };

test("what changes is said, once, until nothing is left", async () => {
  const { watch, log } = watchOf([
    [{ ...PENDING, reason: "None" }],
    [PENDING, PENDING, RUNNING],
    [PENDING, PENDING, RUNNING],
    [RUNNING, RUNNING],
    Array(1000).fill(RUNNING),
    [],
  ]);
  const states = [];
  for (let i = 0; i < 7; i++) states.push(await watch.look());
  assertEquals(states, [...Array(5).fill("under way"), "over", "over"]);
  assertEquals(log, [
    "Slurm: 1 task pending",
    "Slurm: 2 tasks pending (Priority), 1 task running",
    "Slurm: 2 tasks running",
    "Slurm: 1,000 tasks running",
  ]);
});

test("Slurm is not asked too often", async () => {
  const { watch, left } = watchOf([[RUNNING], []], { interval: 1e6 });
  assertEquals([await watch.look(), await watch.look()], [
    ...["under way", "under way"],
  ]);
  assertEquals(left.length, 1);
});

test("an answer that fails to come is waited for, but not for ever", async () => {
  const silence = new SlurmError("no route");
  const { watch, log, left } = watchOf([
    ...[silence, silence, [RUNNING]],
    ...Array(20).fill(silence),
  ]);
  while (left.length > 1) assertEquals(await watch.look(), "under way");
  assertEquals(log, [
    "Slurm does not answer: no route",
    "Slurm: 1 task running",
    "Slurm does not answer: no route",
  ]);
  const { message } = await assertRejects(() => watch.look(), Breakdown);
  assertEquals(
    message,
    "Cannot ask Slurm: no route; its jobs go on: run the same command again to wait for them",
  );
});

test("a bug is not taken for silence", async () => {
  const { watch } = watchOf([new TypeError("a bug")]);
  await assertRejects(() => watch.look(), TypeError);
});
