import { assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { momentsOf } from "./distribution.ts";
import { sumOfDraws } from "./sum_of_draws.ts";

test("sumOfDraws of two dice", () => {
  const sums = sumOfDraws([1, 2, 3, 4, 5, 6], 2);
  assertEquals(sums.length, 11);
  for (const [sum, probability] of sums) {
    assertAlmostEquals(probability, (6 - Math.abs(sum - 7)) / 36, 1e-15);
  }
});

test("sumOfDraws of 0/1 is binomial", () => {
  const { mean, variance, third } = momentsOf(sumOfDraws([0, 0, 0, 1], 200));
  assertAlmostEquals(mean, 50, 1e-11);
  assertAlmostEquals(variance, 37.5, 1e-11);
  // n p (1-p) (1-2p)
  assertAlmostEquals(third, 18.75, 1e-9);
});

test("the sum of no draws is 0", () => {
  assertEquals(sumOfDraws([1, 2], 0), [[0, 1]]);
});
