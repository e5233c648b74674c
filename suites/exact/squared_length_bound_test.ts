import { assertAlmostEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { squaredLengthBound } from "./squared_length_bound.ts";

// SciPy: chi2.isf(norm.sf(5), ν) / ν
for (
  const [rank, exact] of [[20, 3.4395], [100, 1.8733], [1000, 1.2398]] as const
) {
  test(`squaredLengthBound(${rank}) is χ²'s quantile, to a percent or two`, () => {
    assertAlmostEquals(squaredLengthBound(rank), exact, 0.02 * exact);
  });
}
