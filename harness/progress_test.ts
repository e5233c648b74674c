import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import {
  nameOf,
  plainProgress,
  quietProgress,
  type Screen,
  terminalProgress,
} from "./progress.ts";
import type { RunObserver } from "./run_plan.ts";
import { claimWith, outcomeWith, planOf, recordsOf } from "./testing.ts";
import { RunFailure } from "./worker.ts";

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

/** A screen of so many columns that keeps what a person sees. */
class FakeScreen implements Screen {
  readonly terminal: boolean;
  readonly columns: number;
  /** Lines from above, the cursor below the last one. */
  lines: string[] = [];
  /** Everything that was written, as it was. */
  written = "";
  time = 0;

  constructor({ terminal = true, columns = 80 } = {}) {
    this.terminal = terminal;
    this.columns = columns;
  }

  now(): number {
    return this.time;
  }

  write(text: string): void {
    this.written += text;
    assert(text.endsWith("\n") || text.endsWith("\x1b[J"), text);
    // deno-lint-ignore no-control-regex
    for (const [, up, line] of text.matchAll(/\x1b\[(\d+)A\x1b\[J|(.*)\n/g)) {
      if (up !== undefined) this.lines.splice(-Number(up));
      else this.lines.push(line!);
    }
  }
}

/** What an observer is told when two runs of six go on and one fails. */
function play(observer: RunObserver): void {
  observer.planned(plan.runs, [records[5]!]);
  observer.started(first);
  observer.started(second);
  observer.progress(first, { step: 10 });
  observer.progress(second, { step: 20, loss: 0.12345 });
  observer.finished(first, records[0]!);
  observer.setAside(second, "/results/x.damaged");
  observer.notice(second, "it starts anew");
  observer.failed(second, new RunFailure("its process ended"));
}

const FAILED = "b seed 0 failed: its process ended";
const NOTICE = "b seed 0: it starts anew";
const SET_ASIDE =
  "b seed 0: its record is damaged, moved to /results/x.damaged; it is done again";

test("quiet progress shows nothing but failures and notices", () => {
  const screen = new FakeScreen();
  play(quietProgress(screen));
  assertEquals(screen.lines, [SET_ASIDE, NOTICE, FAILED]);
});

test("plain progress is a line for what happens", () => {
  const screen = new FakeScreen({ terminal: false });
  play(plainProgress(screen, { jobs: 1 }));
  assertEquals(screen.lines, [
    "6 runs, 1 of them finished before",
    "a seed 0: step 10",
    "[2/6] a seed 0: converged, 100 steps, test accuracy 81.23 %, 1.5 s, about 6 s left",
    SET_ASIDE,
    NOTICE,
    FAILED,
  ]);
  assert(!screen.written.includes("\x1b"));
});

test("plain progress says how runs go on every 30 seconds", () => {
  const screen = new FakeScreen({ terminal: false });
  const observer = plainProgress(screen, { jobs: 1 });
  observer.planned(plan.runs, []);
  for (const time of [0, 1, 29_999, 30_000, 59_999, 60_001]) {
    screen.time = time;
    observer.progress(first, { step: time });
  }
  assertEquals(screen.lines.slice(1), [
    "a seed 0: step 0",
    "a seed 0: step 30000",
    "a seed 0: step 60001",
  ]);
});

test("a failed run is not counted among those that are left", () => {
  const screen = new FakeScreen({ terminal: false });
  const observer = plainProgress(screen, { jobs: 1 });
  observer.planned(plan.runs.slice(0, 2), []);
  observer.failed(first, new RunFailure("killed"));
  observer.finished(second, records[1]!);
  assertStringIncludes(screen.lines.at(-1)!, "[1/1] b seed 0: ");
  assertStringIncludes(screen.lines.at(-1)!, "nothing left");
});

test("a terminal shows a bar and a line for each run that goes on", () => {
  const screen = new FakeScreen();
  const observer = terminalProgress(screen, { jobs: 2 });
  observer.planned(plan.runs, []);
  assertEquals(screen.lines, [
    "░░░░░░░░░░░░░░░░░░░░░░░░ 0/6 runs, time left unknown",
  ]);
  observer.started(first);
  observer.started(second);
  screen.time = 1000;
  observer.progress(second, { step: 20, loss: 0.12345 });
  assertEquals(screen.lines.slice(1), [
    "  a seed 0: step 0",
    "  b seed 0: step 20, training loss 0.123",
  ]);
  observer.finished(first, records[0]!);
  assertEquals(screen.lines, [
    "████░░░░░░░░░░░░░░░░░░░░ 1/6 runs, about 4 s left",
    "  b seed 0: step 20, training loss 0.123",
  ]);
});

test("a terminal is not drawn to more often than a person can read", () => {
  const screen = new FakeScreen();
  const observer = terminalProgress(screen, { jobs: 1 });
  observer.planned(plan.runs, []);
  observer.started(first);
  const before = screen.written.length;
  for (let step = 1; step <= 100; step++) observer.progress(first, { step });
  assertEquals(screen.written.length, before);
  screen.time = 500;
  observer.progress(first, { step: 101 });
  assertEquals(screen.lines.at(-1), "  a seed 0: step 101");
});

test("what failed stays above the bar", () => {
  const screen = new FakeScreen();
  play(terminalProgress(screen, { jobs: 2 }));
  assertEquals(screen.lines.slice(0, 3), [SET_ASIDE, NOTICE, FAILED]);
  assertEquals(screen.lines.length, 4);
  assertStringIncludes(screen.lines[3]!, " 2/5 runs, ");
});

test("at the end the bar is gone", () => {
  const screen = new FakeScreen();
  const observer = terminalProgress(screen, { jobs: 1 });
  observer.planned(plan.runs.slice(0, 2), [records[0]!]);
  observer.started(second);
  observer.finished(second, records[1]!);
  assertEquals(screen.lines, []);
});

test("nothing is drawn when all had finished before", () => {
  const screen = new FakeScreen();
  terminalProgress(screen, { jobs: 1 }).planned(plan.runs, records);
  assertEquals(screen.written, "");
});

test("lines are cut so that none of a narrow terminal breaks", () => {
  const screen = new FakeScreen({ columns: 20 });
  const observer = terminalProgress(screen, { jobs: 1 });
  observer.planned(plan.runs, []);
  observer.started(first);
  screen.time = 1000;
  observer.progress(first, { step: 123456, loss: 0.001 });
  observer.finished(second, records[1]!);
  for (const line of screen.lines) assert(line.length < 20, line);
  assertEquals(screen.lines.length, 2);
});

test("many jobs do not flood the terminal", () => {
  const screen = new FakeScreen();
  const observer = terminalProgress(screen, { jobs: 64 });
  const many = Array.from(
    { length: 64 },
    (_, i) => ({ ...first, run: `${i}` }),
  );
  observer.planned(many, []);
  many.forEach((run) => observer.started(run));
  assertEquals(screen.lines.length, 13);
});

test("the line of a computation has neither steps nor accuracy", () => {
  const screen = new FakeScreen({ terminal: false });
  const observer = plainProgress(screen, { jobs: 1 });
  observer.planned(plan.runs.slice(0, 1), []);
  const outcome = outcomeWith({ status: "finished", steps: 0, metrics: {} });
  observer.finished(first, { ...records[0]!, outcome });
  assertEquals(
    screen.lines[1],
    "[1/1] a seed 0: finished, 1.5 s, nothing left",
  );
});

test("a run is called by its cell and seed", () => {
  assertEquals(nameOf(second), "b seed 0");
});
