import { assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import {
  directionsOf,
  expectedLosses,
  limitOfScaledLoss,
  stationaryLoss,
} from "./expected_loss.ts";

/** A rotated by 45°: directions (1, -1)/√2 of 1 and (1, 1)/√2 of 3. */
const HESSIAN = [[2, 1], [1, 2]];
const DIRECTIONS = directionsOf(HESSIAN, {
  covariance: Float64Array.of(5, 2, 2, 1),
  start: [2, 0],
});

test("directionsOf turns noise and start into A's eigenbasis", () => {
  const expected = [
    { curvature: 1, noise: (5 + 1 - 4) / 2, start: 2 },
    { curvature: 3, noise: (5 + 1 + 4) / 2, start: 2 },
  ];
  DIRECTIONS.forEach((direction, i) =>
    Object.entries(expected[i]!).forEach(([name, value]) =>
      assertAlmostEquals(direction[name as "noise"], value, 1e-14)
    )
  );
});

test("expectedLosses by hand", () => {
  // s = (2, 2); then 0.25·2 + 0.25·1 and 0.25·2 + 0.25·5.
  const losses = expectedLosses(DIRECTIONS, [0.5]);
  assertEquals(losses.length, 2);
  assertAlmostEquals(losses[0]!, 4, 1e-14);
  assertAlmostEquals(losses[1]!, (0.75 + 3 * 1.75) / 2, 1e-14);
});

test("expectedLosses end at the stationary one at a constant rate", () => {
  const losses = expectedLosses(DIRECTIONS, Array(400).fill(0.1));
  assertAlmostEquals(losses.at(-1)!, stationaryLoss(DIRECTIONS, 0.1), 1e-12);
});

test("k E L goes to its limit at rates 2 / k", () => {
  const rates = Array.from({ length: 20_000 }, (_, k) => 2 / (k + 6));
  const losses = expectedLosses(DIRECTIONS, rates);
  const limit = limitOfScaledLoss(DIRECTIONS, 2);
  assertAlmostEquals(20_000 * losses.at(-1)!, limit, 1e-3 * limit);
});
