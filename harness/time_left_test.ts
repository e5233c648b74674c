import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { RunRecord } from "./run_record.ts";
import { claimWith, planOf, recordsOf } from "./testing.ts";
import { TimeLeft } from "./time_left.ts";

/** A record of cell "a" or "b" that took so many seconds. */
function record(cell: "a" | "b", seconds: number): RunRecord {
  const records = [...recordsOf(planOf([claimWith()])).values()];
  return { ...records[cell === "a" ? 0 : 1]!, seconds };
}

test("nothing is said before the first run has finished", () => {
  const left = new TimeLeft({ jobs: 1 });
  left.plan(4, []);
  assertEquals(left.seconds(), undefined);
  assertEquals(left.text(), "time left unknown");
});

test("each kind of run counts once, however often it was done", () => {
  const left = new TimeLeft({ jobs: 1 });
  left.plan(6, [record("a", 10), record("a", 20), record("b", 45)]);
  // (15 + 45) / 2 for each of the 3 that are left.
  assertEquals(left.seconds(), 90);
  assertEquals(left.text(), "about 2 min left");
});

test("several jobs share the rest", () => {
  const left = new TimeLeft({ jobs: 2 });
  left.plan(5, []);
  left.finish(record("a", 7));
  assertEquals(left.seconds(), 14);
  assertEquals(left.text(), "about 14 s left");
});

test("a run that failed is not waited for", () => {
  const left = new TimeLeft({ jobs: 1 });
  left.plan(3, [record("a", 10)]);
  left.drop();
  assertEquals([left.finished, left.total], [1, 2]);
  assertEquals(left.seconds(), 10);
});

test("at the end nothing is left", () => {
  const left = new TimeLeft({ jobs: 1 });
  left.plan(1, [record("a", 10)]);
  assertEquals(left.text(), "nothing left");
});
