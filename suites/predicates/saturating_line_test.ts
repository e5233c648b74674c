import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import scipy from "../testdata/predicates_scipy.json" with { type: "json" };
import { type Point, saturatingLine } from "./saturating_line.ts";

function pointsOf(y: readonly number[]): Point[] {
  return y.map((y, x) => ({ x, y }));
}

test("fits agree with a dense search by SciPy", () => {
  assertEquals(scipy.saturating.length, 4);
  for (const { x, y, ...expected } of scipy.saturating) {
    const fit = saturatingLine(x.map((x, i) => ({ x, y: y[i]! })));
    // The search stops where the error is flat to rounding.
    assertAlmostEquals(fit.squaredError, expected.squared_error, 1e-12);
    assertAlmostEquals(fit.slope, expected.slope, 1e-6);
    assertAlmostEquals(fit.ceiling, expected.ceiling, 1e-6);
    assertAlmostEquals(fit.corner, expected.corner, 1e-6);
  }
});

test("what lies on such a line is fitted without error", () => {
  // min(-1 + 2x, 4), corner at 2.5
  const fit = saturatingLine(pointsOf([-1, 1, 3, 4, 4]));
  assertAlmostEquals(fit.squaredError, 0, 1e-24);
  assertAlmostEquals(fit.slope, 2, 1e-14);
  assertEquals([fit.ceiling, fit.corner], [4, 2.5]);
});

test("a rise over one step ends at the second point", () => {
  const { slope, corner } = saturatingLine(pointsOf([0, 5, 5, 5]));
  assertEquals([slope, corner], [5, 1]);
});

test("a line that never stops has its corner at the last point", () => {
  const { slope, corner } = saturatingLine(pointsOf([0, 0.5, 1, 1.5]));
  assertEquals([slope, corner], [0.5, 3]);
});

test("what does not rise, or is too little, is refused", () => {
  for (const y of [[3, 2, 1], [1, 1, 1]]) {
    assertThrows(
      () => saturatingLine(pointsOf(y)),
      RangeError,
      "nothing rises",
    );
  }
  assertThrows(() => saturatingLine(pointsOf([0, 1])), RangeError, "x = 0, 1");
  const unsorted = [{ x: 0, y: 0 }, { x: 0, y: 1 }, { x: 1, y: 2 }];
  assertThrows(() => saturatingLine(unsorted), RangeError, "ascending");
});
