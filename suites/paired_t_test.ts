import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import {
  meanAndSd,
  pairedDifference,
  tInterval,
  tQuantile,
} from "./paired_t.ts";
import scipy from "./testdata/predicates_scipy.json" with { type: "json" };

function bySeed(values: readonly number[]): Map<number, number> {
  return new Map(values.entries());
}

/** Fails unless they agree to 1e-12, about 1e4 roundings, relatively. */
function assertClose(actual: number, expected: number): void {
  assertAlmostEquals(actual, expected, 1e-12 * Math.abs(expected));
}

test("t quantiles agree with SciPy", () => {
  for (
    const [probability, expected] of [
      [0.95, scipy["t_quantiles_0.95_df_1_to_50"]],
      [0.975, scipy["t_quantiles_0.975_df_1_to_50"]],
    ] as const
  ) {
    assertEquals(expected.length, 50);
    expected.forEach((t, i) => assertClose(tQuantile(probability, i + 1), t));
  }
});

test("t quantiles are those of the claims", () => {
  const rounded = [3, 4, 5, 10].map((n) => tQuantile(0.95, n - 1).toFixed(3));
  assertEquals(rounded, ["2.920", "2.353", "2.132", "1.833"]);
});

test("t quantiles need degrees of freedom", () => {
  for (const df of [0, -1, 1.5, NaN]) {
    assertThrows(
      () => tQuantile(0.95, df),
      RangeError,
      `positive integer: got ${df}`,
    );
  }
});

test("t quantiles are above the median and within the table", () => {
  for (const probability of [0.05, 0.5, 0.9991, 1, NaN]) {
    assertThrows(
      () => tQuantile(probability, 3),
      RangeError,
      `got ${probability}`,
    );
  }
  // tan(0.499 π)
  assertAlmostEquals(tQuantile(0.999, 1), 318.30883898555044, 1e-9);
});

test("moments and intervals agree with SciPy", () => {
  for (const { x, y, mean, sd, lower, upper, interval } of scipy.paired) {
    const differences = pairedDifference(bySeed(x), bySeed(y));
    const moments = meanAndSd(differences.values());
    const bounds = tInterval(moments, { probability: 0.95 });
    const both = tInterval(moments, { probability: 0.975 });
    // Relative to the sd: a mean near 0 has no relative accuracy.
    const tolerance = 1e-12 * sd;
    assertAlmostEquals(moments.mean, mean, tolerance);
    assertAlmostEquals(moments.sd, sd, tolerance);
    assertAlmostEquals(bounds.lower, lower, tolerance);
    assertAlmostEquals(bounds.upper, upper, tolerance);
    // t of one degree of freedom and 0.975 is 12.7.
    assertAlmostEquals(both.lower, interval[0]!, 10 * tolerance);
    assertAlmostEquals(both.upper, interval[1]!, 10 * tolerance);
  }
});

test("differences are paired by seed, whatever the order", () => {
  const x = new Map([[7, 1], [0, 2]]);
  const y = new Map([[0, 0.5], [7, 3]]);
  assertEquals([...pairedDifference(x, y)], [[0, 1.5], [7, -2]]);
});

test("one number is subtracted from every seed", () => {
  const x = new Map([[7, 1], [0, 2]]);
  assertEquals([...pairedDifference(x, 0.5)], [[0, 1.5], [7, 0.5]]);
  assertThrows(() => pairedDifference(x, NaN), RangeError, "NaN");
});

test("unpaired, too few and non-finite values are refused by seed", () => {
  const differ = (x: [number, number][], y: [number, number][]) => () =>
    pairedDifference(new Map(x), new Map(y));
  assertThrows(
    differ([[0, 1], [1, 1], [5, 1]], [[0, 1], [1, 1], [6, 1]]),
    RangeError,
    "only one side has seeds 5, 6",
  );
  assertThrows(differ([[0, 1]], [[0, 1]]), RangeError, "got 1");
  assertThrows(
    differ([[0, 1], [3, 1]], [[0, 1], [3, NaN]]),
    RangeError,
    "seed 3: its value is NaN",
  );
  assertThrows(
    differ([[0, -Infinity], [3, 1]], [[0, 1], [3, 1]]),
    RangeError,
    "seed 0: its value is -Infinity",
  );
});

test("equal values have a standard deviation of exactly 0", () => {
  assertEquals(meanAndSd([0.1, 0.1, 0.1]), { n: 3, mean: 0.1, sd: 0 });
});

test("one value has no standard deviation, no values no mean", () => {
  assertEquals(meanAndSd([4]), { n: 1, mean: 4, sd: NaN });
  assertThrows(() => meanAndSd([]), RangeError, "no values");
});
