/**
 * The gate where the seeds of a call are not those that are recorded.
 *
 * @module
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { reportOn } from "./testing_gate.ts";
import {
  claimWith,
  FINGERPRINT,
  goldenOf,
  outcomeWith,
  planOf,
  verdictWith,
} from "../testing.ts";

test("seeds beyond the declared are the user's own, and not compared", () => {
  assertEquals(reportOn({ choice: { count: 4 } }), {
    status: "partial",
    summary:
      "6 runs compared to the bit; 6 are recorded, and the verdict on them is not compared",
    problems: [],
  });
  assertEquals(reportOn({ choice: [7, 8] }), {
    status: "partial",
    summary:
      "nothing compared, for none of these seeds is recorded; 6 are recorded, and the verdict on them is not compared",
    problems: [],
  });
});

test("seeds that were not accepted are not compared, if the file says so", () => {
  const whole = goldenOf(planOf([claimWith()]));
  const golden = {
    seeds: [0, 1],
    runs: whole.runs.filter(({ seed }) => seed < 2),
    outcome: "inconclusive",
  } as const;
  assertEquals(reportOn({ golden }), {
    status: "partial",
    summary:
      "4 runs compared to the bit; 4 are recorded, and the verdict on them is not compared",
    problems: [],
  });
  assertEquals(reportOn({ golden, choice: { count: 2 } }).problems, [
    'the verdict is "reproduced", recorded is "inconclusive"',
  ]);
  assertEquals(
    reportOn({ golden: { ...golden, seeds: [0, 1, 2] } }).problems[0],
    "a seed 2: not recorded, so there is nothing to compare",
  );
});

test("fewer seeds than recorded are a part, if the user chose them", () => {
  const report = reportOn({
    choice: [1, 2],
    verdict: verdictWith("inconclusive"),
  });
  assertEquals(report, {
    status: "partial",
    summary:
      "4 runs compared to the bit; 6 are recorded, and the verdict on them is not compared",
    problems: [],
  });
});

test("what the user chose is still compared", () => {
  const outcome = outcomeWith({ steps: 99 });
  assertEquals(reportOn({ outcome, choice: [1] }).status, "failed");
  assertEquals(reportOn({ outcome, choice: [2] }).status, "partial");
});

test("a cell that the user did not choose away is missed", () => {
  const { runs } = goldenOf(planOf([claimWith()]));
  const golden = { runs: [...runs, { ...runs[1]!, cell: "c" }] };
  assertEquals(reportOn({ golden, choice: [1] }).problems, [
    "c seed 1: recorded, but not run",
  ]);
});

test("one seed of another build is compared by its first numbers alone", () => {
  const golden = { engine: { ...FINGERPRINT, backend: "0.0.1" } };
  const { metrics } = outcomeWith();
  const outcome = outcomeWith({
    metrics: { ...metrics, accuracy: { value: 90, unit: "percent" } },
  });
  const { status, summary } = reportOn({ golden, outcome, choice: [1] });
  assertEquals(status, "partial");
  assertStringIncludes(summary, "alone, for one seed shows no equivalence");
  const among = reportOn({ golden, outcome, choice: [1, 20, 21] });
  assertEquals([among.status, among.problems], ["partial", []]);
  assertStringIncludes(
    among.summary,
    "for only seed 1 of these is recorded, and one seed shows no equivalence",
  );
  assertEquals(reportOn({ golden, outcome, choice: [1, 2] }).status, "failed");
  const far = outcomeWith({ first: [3, 2.25] });
  assertEquals(reportOn({ golden, outcome: far, choice: [1] }).problems, [
    "b seed 1: number 1 is 3, recorded 2.5",
  ]);
});
