import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import scipy from "../testdata/predicates_scipy.json" with { type: "json" };
import {
  exactInterval,
  moreOftenAbove,
  proportionAbove,
} from "./proportion.ts";

test("exact intervals agree with SciPy", () => {
  assertEquals(scipy.counts.length, 8);
  for (const { successes, trials, interval, bounds } of scipy.counts) {
    const found = proportionAbove({ successes, trials, threshold: 0.5 });
    assertAlmostEquals(found.interval.lower, interval[0]!, 1e-12);
    assertAlmostEquals(found.interval.upper, interval[1]!, 1e-12);
    assertAlmostEquals(found.lower, bounds[0]!, 1e-12);
    assertAlmostEquals(found.upper, bounds[1]!, 1e-12);
  }
});

test("32 of 32 is more than 0.9, 31 of 32 is not for certain", () => {
  const outcome = (successes: number) =>
    proportionAbove({ successes, trials: 32, threshold: 0.9 }).outcome;
  // 0.05^(1/32) = 0.911
  assertEquals([32, 31, 26, 25].map(outcome), [
    ...["reproduced", "inconclusive", "inconclusive", "contradicted"],
  ]);
});

test("a sign test needs five seeds of one sign", () => {
  const outcome = (differences: readonly number[]) =>
    moreOftenAbove(new Map(differences.entries()), 0).outcome;
  // 0.5⁴ = 0.0625, 0.5⁵ = 0.03125
  assertEquals(outcome([1, 1, 1, 1]), "inconclusive");
  assertEquals(outcome([1, 1, 1, 1, 1]), "reproduced");
  assertEquals(outcome([-1, -1, -1, -1, -1]), "contradicted");
  assertEquals(outcome([1, 1, 1, 1, -1]), "inconclusive");
});

test("equal values count for neither side", () => {
  const x = new Map([[0, 1], [1, 2], [2, 3]]);
  const y = new Map([[0, 1], [1, 1], [2, 4]]);
  const { successes, trials } = moreOftenAbove(x, y);
  assertEquals([successes, trials], [1, 2]);
});

test("no trials leave everything possible", () => {
  assertEquals(exactInterval({ successes: 0, trials: 0, probability: 0.95 }), {
    lower: 0,
    upper: 1,
  });
});

test("counts are whole, and thresholds probabilities", () => {
  for (const [successes, trials] of [[-1, 2], [0.5, 2], [3, 2], [1, NaN]]) {
    assertThrows(
      () =>
        exactInterval({
          successes: successes!,
          trials: trials!,
          probability: 0.95,
        }),
      RangeError,
      `Cannot count ${successes} successes in ${trials} trials`,
    );
  }
  for (const threshold of [-0.1, 1.1, NaN]) {
    assertThrows(
      () => proportionAbove({ successes: 1, trials: 2, threshold }),
      RangeError,
      `got ${threshold}`,
    );
  }
});
