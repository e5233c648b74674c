import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import scipy from "../testdata/predicates_scipy.json" with { type: "json" };
import { type Level, ranks, slopes, spearman } from "./trend.ts";

test("slopes agree with SciPy, seed by seed", () => {
  for (const { x, y, slope } of scipy.series) {
    const levels = x.map((at, i): Level => ({
      at,
      values: new Map([[3, y[i]!], [8, 2 * at]]),
    }));
    const found = slopes(levels);
    assertAlmostEquals(found.get(3)!, slope, 1e-9 * Math.abs(slope));
    assertAlmostEquals(found.get(8)!, 2, 1e-15);
  }
});

test("a slope needs two different levels", () => {
  const values = new Map([[0, 1]]);
  for (
    const levels of [
      [],
      [{ at: 1, values }],
      [1, 1].map((at) => ({ at, values })),
    ]
  ) {
    assertThrows(() => slopes(levels), RangeError, "Cannot fit a slope");
  }
});

test("ranks and their correlation agree with SciPy, ties included", () => {
  for (const { x, y, ...expected } of scipy.series) {
    assertEquals(ranks(y), expected.ranks);
    assertAlmostEquals(spearman(x, y), expected.spearman, 1e-15);
  }
});

test("equal values have no rank correlation", () => {
  assertEquals(spearman([1, 2, 3], [4, 4, 4]), NaN);
});

test("levels with different seeds are refused", () => {
  const levels = [
    { at: 1, values: new Map([[0, 1], [1, 1]]) },
    { at: 2, values: new Map([[0, 1], [2, 1]]) },
  ];
  assertThrows(
    () => slopes(levels),
    RangeError,
    "seeds 1, 2: level 2 and level 1",
  );
});
