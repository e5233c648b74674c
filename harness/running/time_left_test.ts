import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { RunRecord } from "../records/run_record.ts";
import { claimWith, planOf, recordsOf } from "../testing.ts";
import { TimeLeft } from "./time_left.ts";

/** Cells "a" and "b" of one kind, with three seeds each: a, b, a, b, …. */
const { runs } = planOf([claimWith()]);
const records = [...recordsOf(planOf([claimWith()])).values()];

/** The record of the run at `index` that took so many seconds. */
function record(index: number, seconds: number): RunRecord {
  return { ...records[index]!, seconds };
}

test("nothing is said before the first run has finished", () => {
  const left = new TimeLeft({ jobs: 1 });
  left.plan(runs, []);
  assertEquals(left.seconds(), undefined);
  assertEquals(left.text(), "time left unknown");
});

test("each run takes what those with its settings took", () => {
  const left = new TimeLeft({ jobs: 1 });
  left.plan(runs, [record(0, 10), record(2, 20), record(1, 45)]);
  // One of a, 15 s, and two of b, 45 s.
  assertEquals(left.seconds(), 105);
  assertEquals(left.text(), "about 2 min left");
});

test("before one with its settings has finished, what its kind took", () => {
  const left = new TimeLeft({ jobs: 1 });
  left.plan(runs, [record(0, 10), record(2, 20), record(4, 30)]);
  assertEquals(left.seconds(), 3 * 20);
  assertEquals(left.text(), "about 60 s left, if all settings take as long");
});

test("a kind that has not been seen makes the time unknown", () => {
  const other = runs.map((run) => ({
    ...run,
    run: `other ${run.run}`,
    identity: {
      ...run.identity,
      settings: { ...run.identity.settings, kind: "another" },
    },
  }));
  const left = new TimeLeft({ jobs: 1 });
  left.plan([...runs, ...other], [record(0, 10)]);
  assertEquals(left.seconds(), undefined);
});

test("several jobs share the rest", () => {
  const left = new TimeLeft({ jobs: 2 });
  left.plan(runs.slice(0, 5), []);
  left.finish(record(0, 7));
  assertEquals(left.seconds(), 14);
  assertEquals(left.text(), "about 14 s left, if all settings take as long");
});

test("more jobs than runs do not share them", () => {
  const left = new TimeLeft({ jobs: 8 });
  left.plan(runs.slice(0, 3), []);
  left.finish(record(0, 7));
  assertEquals(left.seconds(), 7);
});

test("a run that failed is not waited for", () => {
  const left = new TimeLeft({ jobs: 1 });
  left.plan(runs.slice(0, 3), [record(0, 10)]);
  left.drop(runs[1]!);
  assertEquals([left.finished, left.total], [1, 2]);
  assertEquals(left.seconds(), 10);
});

test("at the end nothing is left", () => {
  const left = new TimeLeft({ jobs: 1 });
  left.plan(runs.slice(0, 1), [record(0, 10)]);
  assertEquals(left.text(), "nothing left");
});

test("runs with the same settings are expected to take as many steps", () => {
  const left = new TimeLeft({ jobs: 1 });
  left.plan(runs, []);
  assertEquals(left.usualSteps(runs[4]!), undefined);
  const taking = (index: number, steps: number) => ({
    ...record(index, 1),
    outcome: { ...record(index, 1).outcome, steps },
  });
  left.finish(taking(0, 100));
  left.finish(taking(1, 1000));
  left.finish(taking(2, 300));
  assertEquals(left.usualSteps(runs[4]!), 200);
});

test("a second plan with what the first has finished begins afresh", () => {
  const left = new TimeLeft({ jobs: 1 });
  left.plan(runs.slice(0, 2), []);
  left.finish(record(0, 10));
  left.plan(runs.slice(0, 3), [record(0, 10)]);
  assertEquals([left.finished, left.total], [1, 3]);
});
