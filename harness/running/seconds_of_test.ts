import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { secondsOf } from "./seconds_of.ts";
import {
  claimWith,
  outcomeWith,
  planOf,
  recordsOf,
  twiceTunedClaim,
} from "../testing.ts";

test("the runs of a suite one after the other, those that have finished", () => {
  const plan = planOf([claimWith()]);
  const records = recordsOf(plan);
  // Six of 1.5 s.
  assertEquals(secondsOf(plan.suites[0]!, records), 9);
  records.delete(plan.runs[0]!.run);
  assertEquals(secondsOf(plan.suites[0]!, records), 7.5);
});

test("an update counts as in the fastest run of its cell", () => {
  const plan = planOf([claimWith()]);
  const steps = [100, 300, 0];
  const records = recordsOf(
    plan,
    (_, seed) => outcomeWith({ steps: steps[seed]! }),
  );
  const [suite] = plan.suites;
  const seconds = [1, 30, 5];
  const timed = new Map(
    [...records].map(([run, record]) => [
      run,
      { ...record, seconds: seconds[record.identity.seed]! },
    ]),
  );
  // A hundredth of a second, for 100 + 300 + 1 updates in each of two cells.
  assertEquals(secondsOf(suite!, timed), 8);
  const [a] = suite!.cells;
  for (const run of a!.runs.values()) timed.delete(run);
  assertEquals(secondsOf(suite!, timed), 4);
});

test("what several tuned cells try counts once", () => {
  const plan = planOf([twiceTunedClaim()]);
  const [suite] = plan.suites;
  // Two of the grid with two seeds each, twice; cell "a" has three seeds.
  assertEquals(suite!.tried.flatMap(({ runs }) => [...runs]).length, 8);
  assertEquals(plan.runs.length, 3 + 4);
  assertEquals(secondsOf(suite!, recordsOf(plan)), 7 * 1.5);
});
