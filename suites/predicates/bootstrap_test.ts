import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../../core/key.ts";
import { bootstrap } from "./bootstrap.ts";

const KEY = rootKey(0);

/** Whether the mean of values is above 0, resampled. */
function meanAboveZero(values: readonly number[], key = KEY) {
  return bootstrap([...values.keys()], {
    test: (sample) => {
      const sum = sample.reduce((sum, seed) => sum + values[seed]!, 0);
      return { holds: sum > 0, fails: sum < 0 };
    },
    key,
  });
}

test("what holds in every sample is reproduced, its opposite contradicted", () => {
  assertEquals(meanAboveZero([1, 2, 0.5]), {
    ...{ predicate: "BOOTSTRAP", resamples: 2000, holding: 1, failing: 0 },
    outcome: "reproduced",
  });
  assertEquals(meanAboveZero([-1, -2, -0.5]).outcome, "contradicted");
  assertEquals(meanAboveZero([-1, 1]).outcome, "inconclusive");
});

test("a sample is as large as the seeds and drawn with replacement", () => {
  // Three draws of -2, 1, 1: without -2 the sum is positive (8/27), with one
  // it is zero (12/27), with more it is negative (7/27).
  const { holding, failing } = meanAboveZero([-2, 1, 1]);
  // Four standard errors of 2000 resamples.
  assertAlmostEquals(holding, 8 / 27, 4 * Math.sqrt(8 / 27 * 19 / 27 / 2000));
  assertAlmostEquals(failing, 7 / 27, 4 * Math.sqrt(7 / 27 * 20 / 27 / 2000));
});

test("the same key gives the same samples, another one others", () => {
  const values = [-2, 1, 1.5, -0.25];
  assertEquals(meanAboveZero(values), meanAboveZero(values));
  const other = meanAboveZero(values, split(KEY, "other"));
  assert(other.holding !== meanAboveZero(values).holding);
});

test("nothing to draw from, or no draws, is refused", () => {
  const test = () => ({ holds: true, fails: false });
  assertThrows(() => bootstrap([], { test, key: KEY }), RangeError, "0 seeds");
  assertThrows(
    () => bootstrap([1], { test, key: KEY, resamples: 0 }),
    RangeError,
    "0 times",
  );
});
