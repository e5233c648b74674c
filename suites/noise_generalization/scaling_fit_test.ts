import { assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import {
  type Bar,
  fitOf,
  mostPassed,
  passed,
  slopesBetween,
  valueAt,
} from "./scaling_fit.ts";

const bar = (x: number, y: number): Bar => ({ x, y, low: y, high: y });
const SCALING = [0, 1, 2, 3, 3, 3].map((y, x) => bar(x, y));

test("a scaling that saturates is fitted and passed", () => {
  const fit = fitOf(SCALING)!;
  assertAlmostEquals(fit.slope, 1);
  assertAlmostEquals(fit.corner, 3);
  assertEquals(passed(SCALING, (x) => valueAt(fit, x)), 1);
  assertEquals(mostPassed(SCALING, [0.75, 1, 1.25]), 1);
});

test("a slope of a half is not passed by slopes near 1", () => {
  const half = [0, 0.5, 1, 1.5, 2, 2.5].map((y, x) => bar(x, y));
  // Any two of a line of another slope, and a ceiling through a third.
  assertEquals(mostPassed(half, [0.75, 1, 1.25]), 2 / 6);
  const wide = half.map((one) => ({ ...one, low: one.y - 2, high: one.y + 2 }));
  assertEquals(mostPassed(wide, [1]), 1);
});

test("lines are turned until they meet the ends of two bars", () => {
  const ends = [
    ...[[0, 0], [1, 2], [2, 3], [3, 4], [2, 3], [5, 6], [7, 7], [8, 8]],
  ] as const;
  const bars = ends.map(([low, high], i) => ({
    ...{ x: 4 + i, y: (low + high) / 2, low, high },
  }));
  const slopes = Array.from({ length: 51 }, (_, i) => 0.75 + i / 100);
  assertEquals(mostPassed(bars, slopes), 6 / 8);
  assertEquals(mostPassed(bars, slopesBetween(bars)), 7 / 8);
});

test("what only falls has no fit", () => {
  assertEquals(fitOf([0, -1, -2].map((y, x) => bar(x, y))), undefined);
});
