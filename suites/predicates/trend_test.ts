import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import scipy from "../testdata/predicates_scipy.json" with { type: "json" };
import {
  increasing,
  type Level,
  rankCorrelations,
  ranks,
  slopes,
  spearman,
} from "./trend.ts";

/** Levels 0, 1, … with these values of seeds 0, 1, …. */
function levelsOf(values: readonly (readonly number[])[]): Level[] {
  return values.map((row, at) => ({ at, values: new Map(row.entries()) }));
}

test("each level is compared with the one before", () => {
  const found = increasing(levelsOf([[1, 2, 3], [2, 3, 4], [2, 4, 3]]));
  assertEquals(found.map(({ outcome }) => outcome), [
    "reproduced",
    "inconclusive",
  ]);
  assertEquals(found.map(({ meanDifference }) => meanDifference), [1, 0]);
  for (const few of [[], [[1, 2]]]) {
    assertThrows(() => increasing(levelsOf(few)), RangeError, "fewer than 2");
  }
});

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
    const levels = x.map((at, i) => ({ at, values: new Map([[5, y[i]!]]) }));
    assertAlmostEquals(
      rankCorrelations(levels).get(5)!,
      expected.spearman,
      1e-15,
    );
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
  for (const statistic of [slopes, rankCorrelations]) {
    assertThrows(
      () => statistic(levels),
      RangeError,
      "seeds 1, 2: level 2 and level 1",
    );
  }
});
