import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { terminalProgress } from "./terminal_progress.ts";
import { claimWith, outcomeWith, planOf, recordsOf } from "../testing.ts";
import { FakeScreen } from "./testing_terminal.ts";
import { RunFailure } from "../running/run_failure.ts";

const plan = planOf([claimWith()]);
const records = [
  ...recordsOf(plan, () => outcomeWith({ steps: 2000 })).values(),
];
const [first, second] = plan.runs.slice(0, 2) as [
  typeof plan.runs[number],
  typeof plan.runs[number],
];
const NOTHING_DONE = "░░░░░░░░░░░░░░░░░░░░░░░░ 0/6 runs, time left unknown";

function start({ columns = 80, rows = 24, colour = false } = {}) {
  const screen = new FakeScreen({ columns, rows, colour });
  return { screen, observer: terminalProgress(screen, { jobs: 2 }) };
}

test("a bar for all runs and a line for each that goes on", async () => {
  const { screen, observer } = start();
  observer.planned(plan.runs, []);
  assertEquals(await screen.lines(), [NOTHING_DONE]);
  observer.started(first);
  observer.started(second);
  const progress = { ofSteps: 4000, loss: 0.12345, accuracy: 81.23 };
  observer.progress(second, { ...progress, step: 1000, examples: 50_000 });
  screen.time = 1000;
  observer.progress(second, { ...progress, step: 1100, examples: 55_000 });
  const lines = await screen.lines();
  assertEquals(lines.slice(0, 3).map((line) => line.trim()), [
    NOTHING_DONE,
    "run                                 step   loss  accuracy  examples/s    left",
    "a seed 0  ░░░░░░░░░░░░░░░░░░░",
  ]);
  assertEquals(lines.slice(3), [
    "  b seed 0  █████░░░░░░░░░░░░░░  1100/4000  0.123    81.2 %        5000  ≤ 29 s",
  ]);
  observer.finished(first, records[0]!);
  assertEquals((await screen.lines()).length, 3);
  assertStringIncludes(
    (await screen.lines())[0]!,
    "████░░░░░░░░░░░░░░░░░░░░ 1/6 runs, about 4 s left",
  );
});

test("what such runs have taken is expected of the next", async () => {
  const { screen, observer } = start();
  observer.planned(plan.runs, [records[0]!]);
  const sibling = plan.runs.find(({ cell, run }) =>
    cell === first.cell && run !== first.run
  )!;
  observer.started(sibling);
  observer.progress(sibling, { step: 1, ofSteps: 9999 });
  screen.time = 1000;
  observer.progress(sibling, { step: 501, ofSteps: 9999 });
  // 1499 of 2000 steps at 500 a second.
  assertStringIncludes((await screen.lines())[2]!, " 501/~2000  ~ 3 s");
});

test("a terminal is not drawn to more often than a person can read", async () => {
  const { screen, observer } = start();
  observer.planned(plan.runs, []);
  observer.started(first);
  const before = screen.written.length;
  for (let step = 1; step <= 100; step++) observer.progress(first, { step });
  assertEquals(screen.written.length, before);
  screen.time = 500;
  observer.progress(first, { step: 101 });
  assertStringIncludes((await screen.lines()).at(-1)!, " 101");
});

test("what failed stays above the bar", async () => {
  const { screen, observer } = start();
  observer.planned(plan.runs, []);
  observer.started(first);
  observer.setAside(second, "/results/x.damaged");
  observer.notice(first, "its checkpoint is damaged");
  observer.failed(first, new RunFailure("its process ended\nat a.ts:1"));
  observer.say("Stopping");
  assertEquals(await screen.lines(), [
    "b seed 0: its record is damaged, moved to /results/x.damaged; it is done again",
    "a seed 0: its checkpoint is damaged",
    "a seed 0 failed: its process ended",
    "at a.ts:1",
    "Stopping",
    "░░░░░░░░░░░░░░░░░░░░░░░░ 0/5 runs, time left unknown",
  ]);
});

test("at the end everything that was renewed is gone", async () => {
  const { screen, observer } = start();
  observer.planned(plan.runs.slice(0, 2), [records[0]!]);
  observer.started(second);
  observer.finished(second, records[1]!);
  assertEquals(await screen.lines(), []);
});

test("so it is when runs end before their time", async () => {
  const { screen, observer } = start();
  observer.planned(plan.runs, []);
  observer.started(second);
  screen.write("^C");
  observer[Symbol.dispose]();
  screen.write("Interrupted\n");
  assertEquals(await screen.lines(), ["Interrupted"]);
});

test("nothing is drawn when all had finished before", () => {
  const { screen, observer } = start();
  observer.planned(plan.runs, records);
  observer[Symbol.dispose]();
  assertEquals(screen.written, "");
});

test("no line of a narrow terminal breaks", async () => {
  const { screen, observer } = start({ columns: 20 });
  observer.planned(plan.runs, []);
  observer.started(first);
  screen.time = 1000;
  observer.progress(first, { step: 123456, loss: 0.001, ofSteps: 1e9 });
  assertEquals((await screen.lines()).length, 3);
});

test("many jobs do not flood the terminal", async () => {
  const many = Array.from(
    { length: 64 },
    (_, i) => ({ ...first, run: `${i}` }),
  );
  for (const [rows, shown] of [[24, 20], [50, 24]] as const) {
    const { screen, observer } = start({ rows });
    observer.planned(many, []);
    many.forEach((run) => observer.started(run));
    const lines = await screen.lines();
    assertEquals(lines.length, 2 + shown + 1);
    assertEquals(lines.at(-1), `  and ${64 - shown} more`);
  }
});

test("colours only where they are wanted", () => {
  for (const colour of [true, false]) {
    const { screen, observer } = start({ colour });
    observer.planned(plan.runs, [records[0]!]);
    assertEquals(screen.written.includes("\x1b[32m"), colour);
    assert(!screen.written.includes("\x1b[?25"));
  }
});
