import { assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { momentsOf, normalised, weightedSum } from "./distribution.ts";

const COIN = [[0, 0.5], [1, 0.5]] as const;

test("momentsOf -1, 0, 0, 3", () => {
  // Deviations from 1/2: -3/2, -1/2, -1/2, 5/2.
  assertEquals(momentsOf([[-1, 0.25], [0, 0.5], [3, 0.25]]), {
    mean: 0.5,
    variance: 36 / 16,
    third: 96 / 32,
    fourth: 708 / 64,
  });
});

test("normalised makes the sum 1 and leaves out what is negligible", () => {
  assertEquals(normalised([[5, 1], [6, 3], [7, 1e-40]]), [[5, 0.25], [
    6,
    0.75,
  ]]);
});

test("weightedSum of independent numbers", () => {
  const sums = weightedSum([2, -1], () => COIN);
  assertEquals(
    sums.toSorted(([a], [b]) => a - b),
    [[-1, 0.25], [0, 0.25], [1, 0.25], [2, 0.25]],
  );
});

test("weightedSum hands each draw those before it", () => {
  // The second number repeats the first.
  const sums = weightedSum(
    [3, -1],
    (drawn) => drawn.length === 0 ? COIN : [[drawn[0]!, 1]],
  );
  assertEquals(sums, [[0, 0.5], [2, 0.5]]);
});

test("weightedSum of one number scales it", () => {
  assertAlmostEquals(momentsOf(weightedSum([3], () => COIN)).variance, 9 / 4);
});
