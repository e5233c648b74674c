import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../../core/key.ts";
import { normal } from "../../core/random.ts";
import { openEngine } from "../mod.ts";
import { separateWindows } from "./max_pool_gradient.ts";

const CASES: readonly {
  shape: [number, number, number, number];
  size: number;
}[] = [
  { shape: [2, 6, 6, 3], size: 2 },
  { shape: [2, 7, 5, 3], size: 2 },
  { shape: [1, 6, 9, 2], size: 3 },
  { shape: [2, 3, 2, 2], size: 1 },
];

for (const { shape, size } of CASES) {
  test(`XLA's gradient of max-pooling ${size} of [${shape}] is the plain one`, async () => {
    const count = shape.reduce((product, length) => product * length, 1);
    // Rectified and rounded numbers, so that windows have ties.
    const values = normal(split(rootKey(0), "x"), count).map((x) =>
      Math.max(0, Math.round(2 * x))
    );
    const gradients = [];
    for (const xla of [false, true]) {
      const engine = await openEngine("tensorflow", { xla });
      const x = tf.tensor4d(values, shape);
      const { dx } = engine.compile((x: tf.Tensor4D) => ({
        dx: tf.grad((x) =>
          tf.square(tf.maxPool(x as tf.Tensor4D, size, size, "valid"))
        )(x),
      }))(x);
      gradients.push(dx.dataSync());
      tf.dispose([x, dx]);
    }
    assertEquals(gradients[1], gradients[0]);
  });
}

test("windows that overlap or are padded are left to TensorFlow", () => {
  assertEquals(separateWindows({ filterSize: 2, strides: 2, pad: "valid" }), [
    ...[2, 2],
  ]);
  for (
    const [filterSize, strides, pad] of [[3, 2, "valid"], [
      2,
      2,
      "same",
    ]] as const
  ) {
    assertEquals(separateWindows({ filterSize, strides, pad }), undefined);
  }
});
