import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../core/key.ts";
import {
  covarianceFactor,
  effectiveBatchSize,
  noiseEnhancement,
} from "./noise_enhancement.ts";
import { sgd } from "./sgd.ts";

/** α, f and B_eff at B = 5,000 as the claims digest of the paper prints them. */
const PRINTED = [
  [1.5, 2.5, 2000],
  [2, 5, 1000],
  [2.5, 8.5, 588],
  [3, 13, 385],
  [5, 41, 122],
  [7, 85, 58.8],
  [10, 181, 27.6],
  [11, 221, 22.6],
] as const;

for (const [alpha, factor, effective] of PRINTED) {
  test(`α=${alpha}: f=${factor}, B_eff=${effective}`, () => {
    assertEquals(covarianceFactor(alpha), factor);
    // Half a unit of the last printed digit.
    const rounding = effective < 100 ? 0.05 : 0.5;
    assertAlmostEquals(effectiveBatchSize(5000, alpha), effective, rounding);
  });
}

for (const alpha of [-2, 0, 0.5, 1, 1.5, 3, 11]) {
  test(`α=${alpha}: weights sum to 1, squares to f/B`, () => {
    const batchSize = 64;
    const weights = noiseEnhancement({ alpha }).weights(batchSize, rootKey(0));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const squares = weights.reduce((total, weight) => total + weight ** 2, 0);
    assertAlmostEquals(sum, 1, 1e-5);
    assertAlmostEquals(squares, covarianceFactor(alpha) / batchSize, 1e-4);
  });
}

test("α=1 is plain SGD", () => {
  const [enhanced, plain] = [noiseEnhancement({ alpha: 1 }), sgd()];
  assertEquals(enhanced.minibatches, 1);
  assertEquals(enhanced.weights(7, rootKey(0)), plain.weights(7, rootKey(0)));
});

test("the second minibatch weighs (1 - α)/B", () => {
  const { weights, minibatches } = noiseEnhancement({ alpha: 3 });
  assertEquals(minibatches, 2);
  assertEquals([...weights(2, rootKey(0))], [1.5, 1.5, -1, -1]);
});

test("a sampling that is neither is refused", () => {
  assertThrows(
    () => noiseEnhancement({ alpha: 3, sampling: "disjunct" as "disjoint" }),
    RangeError,
    'sampling must be "independent" or "disjoint", current value "disjunct"',
  );
});

test("what is not a finite number is refused", () => {
  for (const alpha of [NaN, Infinity]) {
    assertThrows(() => noiseEnhancement({ alpha }), RangeError, "alpha");
    assertThrows(() => covarianceFactor(alpha), RangeError, "alpha");
  }
  for (const batchSize of [0, -5, 2.5]) {
    assertThrows(() => effectiveBatchSize(batchSize, 2), RangeError, "batch");
  }
});
