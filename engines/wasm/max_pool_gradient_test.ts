import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../mod.ts";
import { normalTensor } from "../testing_normal_tensor.ts";
import { assertSameAsCpu, valueAndGradients } from "./testing.ts";

type Size = number | [number, number];

/** Poolings of `[2, height, width, 3]`. */
const POOLINGS: Readonly<
  Record<string, {
    size: Size;
    stride: Size;
    pad: "valid" | "same" | number;
    height: number;
    width: number;
  }>
> = {
  "2×2": { size: 2, stride: 2, pad: "valid", height: 6, width: 4 },
  "2×2, pixels left over": {
    ...{ size: 2, stride: 2, pad: "valid", height: 5, width: 7 },
  },
  "3×3, stride 2 (ResNet-50)": {
    ...{ size: 3, stride: 2, pad: "same", height: 8, width: 9 },
  },
  "3×3, stride 1": { size: 3, stride: 1, pad: "same", height: 4, width: 5 },
  "padded by a number": { size: 3, stride: 2, pad: 1, height: 5, width: 6 },
  "1×1, stride 2": { size: 1, stride: 2, pad: "valid", height: 4, width: 5 },
  "2×1, strides 1 and 3": {
    ...{ size: [2, 1], stride: [1, 3], pad: "valid", height: 4, width: 7 },
  },
};

for (const [name, pooling] of Object.entries(POOLINGS)) {
  const { size, stride, pad, height, width } = pooling;
  const pool = (x: tf.Tensor) =>
    tf.maxPool(x as tf.Tensor4D, size, stride, pad);

  test(`max-pooling: ${name}`, async () => {
    await assertSameAsCpu(() => {
      const x = normalTensor("images", [2, height, width, 3]);
      return valueAndGradients(pool, [x]);
    }, { units: 9 }); // As many gradients are added.
  });

  test(`max-pooling of equal numbers: ${name}`, async () => {
    await assertSameAsCpu(() => {
      const x = normalTensor("images", [2, height, width, 3]);
      return valueAndGradients((x) => pool(tf.relu(tf.round(x))), [x]);
    }, { units: 9 });
  });
}

test("a gradient goes to the first of the largest, zero or below too", async () => {
  await openEngine("wasm");
  const gradient = (row: number[]) =>
    tf.tidy(() => {
      const x = tf.tensor(row, [1, 1, row.length, 1]);
      return [
        ...tf.grad((x) => tf.maxPool(x as tf.Tensor4D, [1, 3], 3, "valid"))(x)
          .dataSync(),
      ];
    });
  assertEquals(gradient([-3, -1, -1, 0, 0, 0]), [0, 1, 0, 1, 0, 0]);
});

test("what is not a number does not become one", async () => {
  await openEngine("wasm");
  tf.tidy(() => {
    const x = tf.fill<tf.Rank.R4>([1, 4, 4, 2], NaN);
    const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 2, 2, "valid");
    const [y, dx] = valueAndGradients((x) => tf.square(pool(x)), [x]);
    assertEquals([...y!.dataSync()].filter(Number.isFinite), []);
    assertEquals([...dx!.dataSync()].every(Number.isFinite), false);
  });
});
