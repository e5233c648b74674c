import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { secondsOf } from "./seconds_of.ts";
import { claimWith, planOf, recordsOf } from "../testing.ts";

test("the runs of a suite one after the other, those that have finished", () => {
  const plan = planOf([claimWith()]);
  const records = recordsOf(plan);
  // Six of 1.5 s.
  assertEquals(secondsOf(plan.suites[0]!, records), 9);
  records.delete(plan.runs[0]!.run);
  assertEquals(secondsOf(plan.suites[0]!, records), 7.5);
});
