import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { nameOf, plainProgress, quietProgress } from "./progress.ts";
import type { RunObserver } from "../running/run_plan.ts";
import { claimWith, outcomeWith, planOf, recordsOf } from "../testing.ts";
import { FakeScreen } from "./testing_terminal.ts";
import { RunFailure } from "../running/run_failure.ts";

const plan = planOf([claimWith()]);
const records = [
  ...recordsOf(
    plan,
    () =>
      outcomeWith({
        metrics: { test_accuracy: { value: 81.234, unit: "percent" } },
      }),
  ).values(),
];
const [first, second] = plan.runs.slice(0, 2) as [
  typeof plan.runs[number],
  typeof plan.runs[number],
];

/** What an observer is told when two runs of six go on and one fails. */
function play(observer: RunObserver): void {
  observer.planned(plan.runs, [records[5]!]);
  observer.started(first);
  observer.started(second);
  observer.progress(first, { step: 10 });
  observer.progress(second, { step: 20 });
  observer.finished(first, records[0]!);
  observer.setAside(second, "/results/x.damaged");
  observer.notice(second, "it starts anew");
  observer.failed(second, new RunFailure("its process ended"));
}

const FAILED = "b seed 0 failed: its process ended";
const NOTICE = "b seed 0: it starts anew";
const SET_ASIDE =
  "b seed 0: its record is damaged, moved to /results/x.damaged; it is done again";

test("quiet progress shows nothing but failures and notices", async () => {
  const screen = new FakeScreen();
  play(quietProgress(screen));
  assertEquals(await screen.lines(), [SET_ASIDE, NOTICE, FAILED]);
});

test("plain progress is a line for what happens", async () => {
  const screen = new FakeScreen({ columns: 100 });
  play(plainProgress(screen, { jobs: 1 }));
  assertEquals(await screen.lines(), [
    "6 runs, 1 of them finished before",
    "a seed 0: step 10",
    "[2/6] a seed 0: converged, 100 steps, test accuracy 81.23 %, 1.5 s, about 6 s left",
    SET_ASIDE,
    NOTICE,
    FAILED,
  ]);
  assert(!screen.written.includes("\x1b"));
});

test("plain progress says how runs go on every 30 seconds", async () => {
  const screen = new FakeScreen({ columns: 100 });
  const observer = plainProgress(screen, { jobs: 1 });
  observer.planned(plan.runs, []);
  for (const time of [0, 1, 29_999, 30_000, 59_999, 60_001]) {
    screen.time = time;
    observer.progress(first, { step: time });
  }
  assertEquals((await screen.lines()).slice(1), [
    "a seed 0: step 0",
    "a seed 0: step 30000",
    "a seed 0: step 60001",
  ]);
});

test("plain progress says what is known of a run", async () => {
  const screen = new FakeScreen();
  const progress = { step: 20, ofSteps: 500, loss: 0.12345, accuracy: 81.25 };
  plainProgress(screen, { jobs: 1 }).progress(first, progress);
  assertEquals(await screen.lines(), [
    "a seed 0: step 20 of at most 500, training loss 0.123, training accuracy 81.3 %",
  ]);
});

test("a failed run is not counted among those that are left", async () => {
  const screen = new FakeScreen({ columns: 100 });
  const observer = plainProgress(screen, { jobs: 1 });
  observer.planned(plan.runs.slice(0, 2), []);
  observer.failed(first, new RunFailure("killed"));
  observer.finished(second, records[1]!);
  assertStringIncludes((await screen.lines()).at(-1)!, "[1/1] b seed 0: ");
  assertStringIncludes((await screen.lines()).at(-1)!, "nothing left");
});

test("the line of a computation has neither steps nor accuracy", async () => {
  const screen = new FakeScreen({ columns: 100 });
  const observer = plainProgress(screen, { jobs: 1 });
  observer.planned(plan.runs.slice(0, 1), []);
  const outcome = outcomeWith({ status: "finished", steps: 0, metrics: {} });
  observer.finished(first, { ...records[0]!, outcome });
  assertEquals(
    (await screen.lines())[1],
    "[1/1] a seed 0: finished, 1.5 s, nothing left",
  );
});

test("a run is called by its cell and seed", () => {
  assertEquals(nameOf(second), "b seed 0");
});
