import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../core/key.ts";
import { glorotUniform } from "./glorot_uniform.ts";

const key = split(rootKey(0), "kernel");

const KERNELS = [
  { shape: [784, 500], inputs: 784, outputs: 500 },
  { shape: [3, 3, 128, 256], inputs: 9 * 128, outputs: 9 * 256 },
];

for (const { shape, inputs, outputs } of KERNELS) {
  test(`moments and bounds are those of U[-r, r], [${shape}]`, () => {
    const range = Math.sqrt(6 / (inputs + outputs));
    const kernel = glorotUniform(key, shape);
    const count = kernel.length;
    assertEquals(count, shape.reduce((product, size) => product * size));
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
}

test("pure in the key", () => {
  const kernel = glorotUniform(key, [3, 4]);
  assertEquals(glorotUniform(key, [3, 4]), kernel);
  const other = glorotUniform(split(rootKey(1), "kernel"), [3, 4]);
  assert(kernel.every((weight, i) => weight !== other[i]));
});

test("inputs and outputs count alike", () => {
  const [wide, tall] = [[2, 50], [50, 2]].map((shape) =>
    glorotUniform(key, shape)
  );
  assertEquals(wide, tall);
});

test("weights are independent of each other", () => {
  const kernel = glorotUniform(key, [300, 300]);
  const pairs = kernel.length - 1;
  const covariance = kernel.subarray(1).reduce(
    (sum, weight, i) => sum + weight * kernel[i]!,
    0,
  ) / pairs;
  // Five standard errors of neighbours' covariance, each product's being 2/600.
  assertAlmostEquals(covariance, 0, 5 * (2 / 600) / Math.sqrt(pairs));
});
