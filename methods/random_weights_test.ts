import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../core/key.ts";
import { normal } from "../core/random.ts";
import { randomWeights } from "./random_weights.ts";

const key = rootKey(3);

test("a weight is (mean + deviation z) / B", () => {
  const weights = randomWeights(key, { batchSize: 5, mean: 2, deviation: 3 });
  assertEquals(weights.length, 5);
  normal(split(key, "weights"), 5).forEach((z, i) =>
    // Rounded once, to single precision.
    assertAlmostEquals(weights[i]!, (2 + 3 * z) / 5, 2 ** -22)
  );
});

test("its mean and standard deviation are those", () => {
  const batchSize = 40_000;
  const weights = randomWeights(key, { batchSize, deviation: 3 });
  const values = [...weights].map((weight) => weight * batchSize);
  const mean = values.reduce((sum, x) => sum + x, 0) / batchSize;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) /
    batchSize;
  // Four standard errors.
  assertAlmostEquals(mean, 1, 4 * 3 / Math.sqrt(batchSize));
  assertAlmostEquals(variance, 9, 4 * 9 * Math.sqrt(2 / batchSize));
});

test("what is no batch size is refused", () => {
  for (const batchSize of [0, 2.5]) {
    assertThrows(
      () => randomWeights(key, { batchSize, deviation: 1 }),
      RangeError,
      `current value ${batchSize}`,
    );
  }
});
