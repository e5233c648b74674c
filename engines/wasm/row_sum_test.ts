import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../mod.ts";
import { normalTensor } from "../testing_normal_tensor.ts";
import { assertSameAsCpu } from "./testing.ts";

const SUMS: readonly { shape: number[]; axes: number[] }[] = [
  { shape: [30, 6], axes: [0] },
  { shape: [1, 6], axes: [0] },
  { shape: [3, 6], axes: [0] },
  { shape: [9, 2], axes: [0] },
  { shape: [5, 4, 3, 7], axes: [0, 1, 2] },
  { shape: [5, 4, 3, 7], axes: [1, 2] },
  { shape: [5, 4, 3, 7], axes: [2, 1] },
  { shape: [5, 4, 3, 7], axes: [-3] },
  { shape: [5, 4, 3, 1], axes: [0, 1] },
  // These are left to the backend's kernel.
  { shape: [5, 4, 3, 7], axes: [0, 2] },
  { shape: [5, 4, 3, 7], axes: [2, 3] },
  { shape: [5, 4, 3, 7], axes: [0, 1, 2, 3] },
  { shape: [5, 4, 3, 1], axes: [1, 2] },
];

for (const { shape, axes } of SUMS) {
  for (const keepDims of [false, true]) {
    const kept = keepDims ? ", keeping axes" : "";
    test(`sum and mean of [${shape}] over ${axes}${kept}`, async () => {
      await assertSameAsCpu(() => {
        const x = normalTensor("x", shape);
        return [tf.sum(x, axes, keepDims), tf.mean(x, axes, keepDims)];
      }, { units: tf.util.sizeFromShape(shape) });
    });
  }
}

test("integers are summed", async () => {
  await assertSameAsCpu(() => {
    const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2], "int32");
    return [tf.sum(x, 0), tf.mean(x, 0)];
  }, { units: 1 });
});

test("the bits are those of the backend's kernels", async () => {
  await openEngine("wasm");
  tf.tidy(() => {
    const x = normalTensor("x", [1000, 37]);
    const transposed = tf.transpose(x);
    assertEquals(tf.sum(x, 0).dataSync(), tf.sum(transposed, 1).dataSync());
    assertEquals(tf.mean(x, 0).dataSync(), tf.mean(transposed, 1).dataSync());
  });
});

test("a sum of nothing is 0", async () => {
  await assertSameAsCpu(() => {
    const [x, y, z] = [[0], [3, 0], [2, 0, 4]].map((shape) => tf.zeros(shape));
    return [
      ...[tf.sum(x!), tf.sum(y!, 1), tf.sum(y!, 0), tf.sum(z!, 1)],
      ...[tf.sum(z!, [0, 1], true), tf.sum(z!, [0, 2])],
    ];
  });
});

test("a sum of no integers or truth values is 0, an integer", async () => {
  await openEngine("wasm");
  for (const dtype of ["int32", "bool"] as const) {
    tf.tidy(() => {
      // Memory that is used again is not empty.
      tf.fill([4], 7, "int32").dispose();
      const [x, y] = [tf.zeros([0, 4], dtype), tf.zeros([0], dtype)];
      for (
        const [sum, values] of [[tf.sum(x, 0), [0, 0, 0, 0]], [tf.sum(y), [
          0,
        ]]] as const
      ) {
        assertEquals([sum.dtype, [...sum.dataSync()]], ["int32", values]);
      }
      const mean = tf.mean(x, 0, true);
      assertEquals([mean.dtype, mean.shape], ["float32", [1, 4]]);
      assertEquals([...mean.dataSync()], [NaN, NaN, NaN, NaN]);
    });
  }
});

test("a mean of nothing does not exist, as in TensorFlow", async () => {
  await openEngine("wasm");
  tf.tidy(() => {
    assertEquals([...tf.mean(tf.zeros([2, 0]), 1).dataSync()], [NaN, NaN]);
  });
});
