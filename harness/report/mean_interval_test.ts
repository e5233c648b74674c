import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { halfWidth, meanInterval } from "./mean_interval.ts";

test("the half width is t times the standard error", () => {
  // scipy.stats.t.ppf(0.975, [1, 3, 9, 9999])
  const quantiles = [
    [2, 12.706204736174694],
    [4, 3.1824463052837078],
    [10, 2.262157162798205],
    [10_000, 1.960201263621357],
  ] as const;
  for (const [n, t] of quantiles) {
    assertAlmostEquals(halfWidth({ sd: Math.sqrt(n), n }), t, 1e-9 * t);
  }
});

test("an interval lies about the mean", () => {
  // Mean 3, sd √10, n = 2 would be 12.7 standard errors; here n = 4.
  const { mean, lower, upper } = meanInterval([1, 2, 3, 6])!;
  assertEquals(mean, 3);
  const half = 3.1824463052837078 * Math.sqrt(14 / 3) / 2;
  assertAlmostEquals(upper, 3 + half, 1e-9);
  assertAlmostEquals(lower, 3 - half, 1e-9);
});

test("on a logarithmic scale the mean is geometric and the bounds positive", () => {
  const { mean, lower, upper } = meanInterval([1, 100], { log: true })!;
  assertAlmostEquals(mean, 10, 1e-9);
  assertAlmostEquals(lower * upper, 100, 1e-6);
  assert(lower > 0);
});

test("one value has no interval", () => {
  const { mean, lower, upper } = meanInterval([5])!;
  assertEquals([mean, lower, upper], [5, NaN, NaN]);
});

test("there is no mean beside a value that does not exist", () => {
  assertEquals(meanInterval([1, NaN, 3]), undefined);
  assertEquals(meanInterval([1, Infinity]), undefined);
  assertEquals(meanInterval([1, 0], { log: true }), undefined);
  assertEquals(meanInterval([]), undefined);
});
