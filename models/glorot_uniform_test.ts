import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../core/key.ts";
import { glorotUniform } from "./glorot_uniform.ts";

const key = split(rootKey(0), "kernel");

test("moments and bounds are those of U[-r, r], r² = 6 / (in + out)", () => {
  const [inputs, outputs] = [784, 500];
  const count = inputs * outputs;
  const range = Math.sqrt(6 / (inputs + outputs));
  const kernel = glorotUniform(key, { inputs, outputs });
  assertEquals(kernel.length, count);
  assert(kernel.every((weight) => Math.abs(weight) <= Math.fround(range)));
  const moment = (power: number) =>
    kernel.reduce((sum, weight) => sum + weight ** power, 0) / count;
  const variance = 2 / (inputs + outputs);
  // Five standard errors each; that of w² is sqrt(4/5) of its mean.
  assertAlmostEquals(moment(1), 0, 5 * Math.sqrt(variance / count));
  assertAlmostEquals(
    moment(2),
    variance,
    5 * Math.sqrt(0.8 / count) * variance,
  );
  // Both ends are reached: the largest of so many is within 1e-3 of r.
  assert(Math.max(...kernel.subarray(0, 50_000)) > 0.999 * range);
  assert(Math.min(...kernel.subarray(0, 50_000)) < -0.999 * range);
});

test("pure in the key", () => {
  const sizes = { inputs: 3, outputs: 4 };
  const kernel = glorotUniform(key, sizes);
  assertEquals(glorotUniform(key, sizes), kernel);
  const other = glorotUniform(split(rootKey(1), "kernel"), sizes);
  assert(kernel.every((weight, i) => weight !== other[i]));
});

test("inputs and outputs count alike", () => {
  const [wide, tall] = [
    glorotUniform(key, { inputs: 2, outputs: 50 }),
    glorotUniform(key, { inputs: 50, outputs: 2 }),
  ];
  assertEquals(wide, tall);
});

test("weights are independent of each other", () => {
  const kernel = glorotUniform(key, { inputs: 300, outputs: 300 });
  const pairs = kernel.length - 1;
  const covariance = kernel.subarray(1).reduce(
    (sum, weight, i) => sum + weight * kernel[i]!,
    0,
  ) / pairs;
  // Five standard errors of neighbours' covariance, each product's being 2/600.
  assertAlmostEquals(covariance, 0, 5 * (2 / 600) / Math.sqrt(pairs));
});
