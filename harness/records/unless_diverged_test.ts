import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Results } from "../../suites/suite.ts";
import {
  claimWith,
  divergedOutcome,
  outcomeWith,
  planOf,
  recordsOf,
} from "../testing.ts";
import { NotRecorded, resultsOf } from "./results.ts";
import { unlessDiverged } from "./unless_diverged.ts";

const plan = planOf([claimWith()]);
/** Those of cell "b" but for seed 0 diverged. */
const results = resultsOf(plan.suites[0]!, {
  tier: "desk",
  records: recordsOf(
    plan,
    (cell, seed) =>
      cell === "b" && seed > 0 ? divergedOutcome() : outcomeWith(),
  ),
});

/** Reads a cell and throws. */
function failing(cell: string, error: Error): (results: Results) => never {
  return ({ metric }) => {
    metric(cell, "accuracy");
    throw error;
  };
}

test("what is made of results passes through, diverged or not", () => {
  assertEquals(
    unlessDiverged(results, ({ metric }) => metric("b", "accuracy").get(2)),
    { value: NaN },
  );
});

test("the diverged runs that were read are the reason", () => {
  const error = new RangeError("nothing to compare");
  assertEquals(unlessDiverged(results, failing("b", error)), {
    why: "runs diverged (cell b: seeds 1, 2): nothing to compare",
  });
  assertThrows(
    () => unlessDiverged(results, failing("a", error)),
    RangeError,
    "nothing to compare",
  );
});

test("other errors than those of values are none of diverged runs", () => {
  for (const error of [new TypeError("a slip"), new NotRecorded("a slip")]) {
    assertThrows(
      () => unlessDiverged(results, failing("b", error)),
      Error,
      "a slip",
    );
  }
});
