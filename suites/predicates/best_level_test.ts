import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { bestLevel, bestLevels, interiorMaximum } from "./best_level.ts";
import type { Level } from "./trend.ts";

/** Levels 0, 1, … with these values of seeds 0, 1, …. */
function levelsOf(values: readonly (readonly number[])[]): Level[] {
  return values.map((row, at) => ({ at, values: new Map(row.entries()) }));
}

test("the best level has the highest mean, the first of equals", () => {
  const levels = levelsOf([[1, 2], [3, 1], [2, 2]]);
  assertEquals(bestLevel(levels).at, 1);
  assertEquals(bestLevel(levels, { seeds: [1] }).at, 0);
  assertEquals(bestLevel(levels, { seeds: [0] }).at, 1);
});

test("each seed has its own best level", () => {
  const levels = levelsOf([[1, 2, 5], [3, 1, 5], [2, 2.5, 5]]);
  assertEquals([...bestLevels(levels)], [[0, 1], [1, 2], [2, 0]]);
});

test("no level and no value are refused", () => {
  assertThrows(() => bestLevel([]), RangeError, "no levels");
  for (const values of [[1, NaN], [1]]) {
    assertThrows(
      () => bestLevel(levelsOf([[1, 2], values]), { seeds: [0, 1] }),
      RangeError,
      "level 1 has no mean",
    );
  }
});

test("an interior maximum is above both ends", () => {
  const outcomes = (values: readonly (readonly number[])[]) =>
    interiorMaximum(levelsOf(values)).map(({ outcome }) => outcome);
  assertEquals(outcomes([[1, 2], [5, 6], [4, 5], [3, 4]]), [
    "reproduced",
    "reproduced",
  ]);
  assertEquals(outcomes([[1, 2], [2, 3], [3, 4]]), [
    "reproduced",
    "contradicted",
  ]);
  assertThrows(
    () => interiorMaximum(levelsOf([[1, 2], [3, 4]])),
    RangeError,
    "got 2",
  );
});

test("with split seeds the best is chosen on some and compared on the others", () => {
  // Seeds 0 and 1 prefer level 1, seeds 2 and 3 see it below both ends.
  const levels = levelsOf([[2, 2, 2, 3], [9, 9, 1, 1], [3, 3, 9, 9], [
    2,
    2,
    3,
    2,
  ]]);
  const outcomes = interiorMaximum(levels, {
    ...{ choosing: [0, 1], testing: [2, 3] },
  }).map(({ n, meanDifference }) => [n, meanDifference]);
  assertEquals(outcomes, [[2, -1.5], [2, -1.5]]);
});
