import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { normalTensor } from "../testing_normal_tensor.ts";
import { openWebgpu } from "./open.ts";
import { assertAsOracle, onWebgpu } from "./testing.ts";

const POOLS: readonly {
  shape: [number, number, number, number];
  size: number | [number, number];
  stride: number | [number, number];
  pad: "valid" | "same" | number;
}[] = [
  { shape: [2, 8, 8, 3], size: 2, stride: 2, pad: "valid" },
  { shape: [3, 9, 7, 4], size: 3, stride: 2, pad: "same" },
  { shape: [2, 9, 9, 3], size: 3, stride: 1, pad: "valid" },
  { shape: [2, 6, 6, 2], size: 3, stride: 2, pad: 1 },
  { shape: [1, 7, 8, 2], size: 2, stride: 3, pad: "valid" },
  { shape: [2, 5, 6, 3], size: [2, 3], stride: [1, 2], pad: "same" },
  { shape: [2, 4, 4, 3], size: 1, stride: 1, pad: "valid" },
  { shape: [2, 4, 4, 3], size: 4, stride: 4, pad: "valid" },
];

for (const { shape, size, stride, pad } of POOLS) {
  const name = `pools of ${size}, stride ${stride}, pad ${pad} of [${shape}]`;
  const pool = (x: tf.Tensor) =>
    tf.maxPool(x as tf.Tensor4D, size, stride, pad);

  test(`${name}: forward`, async () => {
    await assertAsOracle(() => pool(normalTensor("x", shape)), 0);
  });

  test(`${name}: gradient`, async () => {
    const gradient = (x: tf.Tensor) =>
      tf.grad(pool)(x, normalTensor("dy", pool(x).shape));
    // An addition for each further window that a number is in.
    await assertAsOracle(() => gradient(normalTensor("x", shape)), 9);
    // Of equal numbers the first takes the gradient.
    await assertAsOracle(() => gradient(tf.zeros(shape)), 9);
  });
}

test("NaN and infinity are not lost", async () => {
  const { values } = await onWebgpu(() => {
    const x = tf.tensor4d(
      [NaN, 1, 2, NaN, Infinity, 3, -Infinity, -Infinity],
      [1, 1, 8, 1],
    );
    return tf.maxPool(x, [1, 2], [1, 2], "valid");
  });
  assertEquals(values, [NaN, NaN, Infinity, -Infinity]);
});

test("integers are refused, and the engine goes on", async () => {
  await openWebgpu();
  const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 2, 2, "valid");
  for (const f of [pool, tf.grad(pool)]) {
    assertThrows(
      () => tf.tidy(() => f(tf.ones([1, 4, 4, 1], "int32"))),
      TypeError,
      "dtype int32 on webgpu: cast it to float32",
    );
  }
  const { values } = await onWebgpu(() => pool(tf.ones([1, 4, 4, 1])));
  assertEquals(values, [1, 1, 1, 1]);
});
