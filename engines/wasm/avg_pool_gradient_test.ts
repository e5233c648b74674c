import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../mod.ts";
import { normalTensor } from "../testing_normal_tensor.ts";
import { assertSameAsCpu, valueAndGradients } from "./testing.ts";

/** Poolings of `[2, 6, 7, 3]` without padding. */
const POOLINGS: Readonly<Record<string, { size: number; stride: number }>> = {
  "2×2": { size: 2, stride: 2 },
  "2×2, stride 3": { size: 2, stride: 3 },
  "3×3, stride 2": { size: 3, stride: 2 },
  "1×1, stride 2, a short cut": { size: 1, stride: 2 },
  "6×6, global": { size: 6, stride: 1 },
};

for (const [name, { size, stride }] of Object.entries(POOLINGS)) {
  test(`average pooling: ${name}`, async () => {
    await assertSameAsCpu(() => {
      const x = normalTensor("images", [2, 6, 7, 3]);
      return valueAndGradients(
        (x) => tf.avgPool(x as tf.Tensor4D, size, stride, "valid"),
        [x],
      );
    }, { units: size * size });
  });
}

// The oracle divides by the whole window where padding is not averaged.
for (const pad of ["same", 1] as const) {
  test(`it is the transpose of the pooling, padded: ${pad}`, async () => {
    await openEngine("wasm");
    tf.tidy(() => {
      const pool = (x: tf.Tensor) => tf.avgPool(x as tf.Tensor4D, 3, 2, pad);
      const x = normalTensor("images", [2, 6, 7, 3]);
      const y = pool(x);
      const dy = normalTensor("gradient", y.shape);
      const dot = (a: tf.Tensor, b: tf.Tensor) =>
        tf.sum(tf.mul(a, b)).dataSync()[0]!;
      // Rounding: 252 products of numbers below 10, each within 2^-24 of it.
      const tolerance = 252 * 10 * 2 ** -24;
      const dx = tf.grad(pool)(x, dy);
      assertAlmostEquals(dot(x, dx), dot(y, dy), tolerance);
    });
  });
}
