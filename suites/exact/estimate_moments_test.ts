import { assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { subsets } from "./draws.ts";
import {
  covarianceOf,
  meanOf,
  oneExample,
  valuesOf,
  varianceOf,
} from "./estimate_moments.ts";

const GRADIENTS = [[1, 0], [3, 2], [-1, 4]];

test("valuesOf weighs the examples of each draw", () => {
  const values = valuesOf({
    gradients: GRADIENTS,
    draws: [[0, 1], [2, 2]],
    weights: [2, -1],
  });
  // 2·(1, 0) - (3, 2) and 2·(-1, 4) - (-1, 4).
  assertEquals([...values].map((value) => [...value]), [[-1, -2], [-1, 4]]);
});

test("oneExample has the population's mean and covariance", () => {
  const estimate = oneExample(GRADIENTS);
  assertEquals([...meanOf(estimate)], [1, 2]);
  // Deviations (0, -2), (2, 0), (-2, 2), divisor 3.
  assertEquals([...covarianceOf(estimate)], [8 / 3, -4 / 3, -4 / 3, 8 / 3]);
  assertEquals(varianceOf(estimate), 16 / 3);
});

test("varianceOf is the trace of covarianceOf", () => {
  const estimate = {
    gradients: [...GRADIENTS, [5, -3]],
    draws: subsets(4, 2),
    weights: [0.75, -0.25],
  };
  const covariance = covarianceOf(estimate);
  assertAlmostEquals(
    varianceOf(estimate),
    covariance[0]! + covariance[3]!,
    1e-14,
  );
});
