import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { resultsOf } from "./results.ts";
import { claimWith, outcomeWith, planOf, recordsOf } from "../testing.ts";

const plan = planOf([claimWith()]);
const records = recordsOf(
  plan,
  (cell, seed) =>
    outcomeWith({
      status: seed === 1 ? "diverged" : "converged",
      metrics: {
        accuracy: { value: cell === "a" ? seed : 10 + seed, unit: "percent" },
      },
    }),
);
const results = resultsOf(plan.suites[0]!, { tier: "desk", records });

test("a claim reads metrics and endings by cell and seed", () => {
  assertEquals(results.tier, "desk");
  assertEquals(
    results.metric("b", "accuracy"),
    new Map([[0, 10], [1, 11], [2, 12]]),
  );
  assertEquals(
    results.status("a"),
    new Map([[0, "converged"], [1, "diverged"], [2, "converged"]] as const),
  );
});

test("a cell or metric that is not there is an error that names the others", () => {
  assertThrows(
    () => results.metric("c", "accuracy"),
    RangeError,
    'Cannot find cell "c": suite made-up asked for a, b',
  );
  assertThrows(
    () => results.metric("a", "loss"),
    RangeError,
    'Cannot find metric "loss" of cell "a": there are accuracy',
  );
  const bare = recordsOf(plan, () => outcomeWith({ series: {} }));
  assertThrows(
    () =>
      resultsOf(plan.suites[0]!, { tier: "desk", records: bare })
        .series("a", "loss"),
    RangeError,
    'Cannot find series "loss" of cell "a": there are none',
  );
});

test("a run without a record is an error", () => {
  const none = resultsOf(plan.suites[0]!, { tier: "desk", records: new Map() });
  assertThrows(() => none.status("a"), RangeError, "has no record");
});
