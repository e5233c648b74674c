import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import {
  atMost,
  bootstrap,
  equivalent,
  type Evidence,
  exactly,
  greaterThan,
  proportionAbove,
} from "../../suites/predicates.ts";
import { describeEvidence, describeFinding } from "./finding_text.ts";

function words(statement: string, evidence: Evidence): string {
  return describeFinding({ statement, outcome: "inconclusive", evidence });
}

const bySeed = (...values: number[]) => new Map(values.entries());

test("a comparison has effect size, interval, bounds and seeds to go", () => {
  // Differences 1, 0, 2: mean 1, sd 1, t_{0.975,2} = 4.303, t_{0.95,2} = 2.92.
  assertEquals(
    words("b > a", greaterThan(bySeed(1, 2, 3), bySeed(0, 2, 1))),
    "b > a: difference 1, 95 % interval -1.484 to 3.484, one-sided bounds -0.6859 and 2.686, n=3, d_z=1.00; 8 such seeds would decide with power 0.8",
  );
});

test("a margin is named, and what is decided needs no seeds", () => {
  assertEquals(
    words("b = a", equivalent(bySeed(1, 1), bySeed(1, 1), { margin: 0.5 })),
    "b = a: difference 0, 95 % interval 0 to 0, one-sided bounds 0 and 0, margin 0.5, n=2",
  );
});

test("an effect too small is said to be so", () => {
  const tiny = words("b > a", greaterThan(bySeed(1, -1, 1e-9), 0));
  assertEquals(
    tiny.split("; ")[1],
    "not even 10000 such seeds would decide with power 0.8",
  );
  // Without scatter there is nothing to plan with.
  assertEquals(
    words("b > a", greaterThan(bySeed(0, 0), 0)).includes(";"),
    false,
  );
});

test("what a statement pairs instead of seeds is named", () => {
  const open = greaterThan(bySeed(1, 2, 3), bySeed(0, 2, 1));
  assertEquals(
    words("octaves, paired by budget: b > a", open).split("; ")[1],
    "8 such budgets would decide with power 0.8",
  );
  // Golden files keep their words.
  assertEquals(
    describeEvidence(open).split("; ")[1],
    "8 such seeds would decide with power 0.8",
  );
});

test("an identity in words", () => {
  const identity = exactly({ value: 13.0000001, expected: 13, bound: 1e-12 });
  assertEquals(
    words("f", identity),
    "f: 13, expected 13, error 1.0e-7, allowed 1.0e-12",
  );
});

test("counts, resamples and limits in words", () => {
  assertEquals(
    words(
      "closer",
      proportionAbove({ successes: 9, trials: 10, threshold: 0.5 }),
    ),
    "closer: 9 of 10, 95 % interval 0.555 to 0.9975, one-sided bounds 0.6058 and 0.9949, threshold 0.5",
  );
  const test = (sample: readonly number[]) => ({
    holds: sample[0] === 1,
    fails: sample[0] === 2,
  });
  assertEquals(
    words("moves", bootstrap([1], { test, key: rootKey(0), resamples: 50 })),
    "moves: holds in 100 % of 50 resamples, its opposite in 0 %",
  );
  assertEquals(words("cost", atMost(2.5, 2.2)), "cost: 2.5, at most 2.2");
});
