import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { planOf, tunedClaim } from "../testing.ts";
import { claimResults, recordedResult, resultWith } from "./testing.ts";
import { usedRunsText } from "./used_runs.ts";

test("each run that a claim is judged on counts once", () => {
  const claims = [claimResults([resultWith()]), claimResults([resultWith()])];
  assertEquals(usedRunsText(claims, { runs: 6 }), "6 runs");
  assertEquals(usedRunsText(claims, { runs: 9 }), "6 of 9 runs");
});

test("recorded results are no runs of the folder", () => {
  const claims = [claimResults([recordedResult()])];
  assertEquals(usedRunsText(claims, { runs: 0 }), "0 runs");
  assertEquals(usedRunsText(claims, { runs: 2 }), "0 of 2 runs");
});

test("runs that something was chosen on count", () => {
  const [suite] = planOf([tunedClaim()]).suites;
  const { length } = suite!.tried.flatMap(({ runs }) => [...runs]);
  assertEquals(length, 4);
  const claims = [claimResults([resultWith({ suite: suite! })])];
  assertEquals(usedRunsText(claims, { runs: 9 }), `${3 + length} of 9 runs`);
});
