/**
 * What the tests of the kernels share.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { openEngine } from "../mod.ts";
import { normalTensor } from "../testing_normal_tensor.ts";

/** `f` and its gradients at `inputs`, for a random gradient of its result. */
export function valueAndGradients(
  f: (...inputs: tf.Tensor[]) => tf.Tensor,
  inputs: tf.Tensor[],
): tf.Tensor[] {
  const value = f(...inputs);
  const cotangent = normalTensor("cotangent", value.shape);
  return [value, ...tf.grads(f)(inputs, cotangent)];
}

/**
 * Asserts that `f` returns on `wasm` what it returns on `cpu`: each number up to
 * `units` times 2^-24 of the largest one, the same bits each time, and that it
 * leaves nothing behind.
 */
export async function assertSameAsCpu(
  f: () => tf.Tensor[],
  { units = 0 }: { units?: number } = {},
): Promise<void> {
  await openEngine("cpu");
  const expected = results(f);
  await openEngine("wasm");
  const before = { ...tf.memory(), data: tf.backend().numDataIds() };
  const actual = results(f);
  const after = { ...tf.memory(), data: tf.backend().numDataIds() };
  assertEquals(after, before);
  assertEquals(results(f), actual);
  assertEquals(actual.length, expected.length);
  expected.forEach(({ shape, dtype, values }, i) => {
    const found = actual[i]!;
    assertEquals([found.shape, found.dtype], [shape, dtype], `result ${i}`);
    const largest = values.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
    const tolerance = units * 2 ** -24 * largest;
    values.forEach((value, j) => {
      const what = `result ${i}, number ${j}`;
      assertAlmostEquals(found.values[j]!, value, tolerance, what);
    });
  });
}

function results(
  f: () => tf.Tensor[],
): { shape: number[]; dtype: string; values: number[] }[] {
  return tf.tidy(() =>
    f().map((tensor) => ({
      shape: tensor.shape,
      dtype: tensor.dtype,
      values: [...tensor.dataSync()],
    }))
  );
}

/** A convolution of images, `[batch, height, width, channels]`, to be tested. */
export interface Convolution {
  readonly images: [number, number, number, number];
  /** `[height, width, channels, out channels]`. */
  readonly filter: [number, number, number, number];
  /** Default: 1. */
  readonly strides?: number | [number, number];
  readonly pad: "same" | "valid" | number | tf.backend_util.ExplicitPadding;
}

/** Convolutions of the papers' networks, made small, and odd ones. */
export const CONVOLUTIONS: Readonly<Record<string, Convolution>> = {
  "3×3": { images: [2, 5, 6, 3], filter: [3, 3, 3, 4], pad: "same" },
  "3×3, valid": { images: [2, 5, 6, 3], filter: [3, 3, 3, 4], pad: "valid" },
  "of one example": { images: [1, 4, 4, 2], filter: [3, 3, 2, 2], pad: "same" },
  "of many channels": {
    images: [2, 3, 3, 35],
    filter: [3, 3, 35, 17],
    pad: "same",
  },
  "1×1": { images: [3, 4, 5, 4], filter: [1, 1, 4, 5], pad: "same" },
  "1×1, stride 2": {
    images: [3, 4, 5, 4],
    filter: [1, 1, 4, 5],
    strides: 2,
    pad: "same",
  },
  "3×3, stride 2, even": {
    images: [2, 6, 6, 3],
    filter: [3, 3, 3, 4],
    strides: 2,
    pad: "same",
  },
  "3×3, stride 2, odd": {
    images: [2, 7, 5, 3],
    filter: [3, 3, 3, 4],
    strides: 2,
    pad: "same",
  },
  "3×3, stride 2, pixels left over": {
    images: [2, 6, 8, 3],
    filter: [3, 3, 3, 4],
    strides: 2,
    pad: "valid",
  },
  "5×5, pad 2 (LeNet)": {
    images: [2, 8, 8, 1],
    filter: [5, 5, 1, 6],
    pad: 2,
  },
  "7×7, stride 2 (ResNet-50)": {
    images: [1, 14, 14, 3],
    filter: [7, 7, 3, 4],
    strides: 2,
    pad: "same",
  },
  "11×11, stride 4, pad 5 (AlexNet)": {
    images: [2, 16, 16, 3],
    filter: [11, 11, 3, 4],
    strides: 4,
    pad: 5,
  },
  "2×2, more padding behind": {
    images: [2, 5, 5, 3],
    filter: [2, 2, 3, 2],
    pad: "same",
  },
  "4×1, two strides": {
    images: [2, 9, 7, 2],
    filter: [4, 1, 2, 3],
    strides: [3, 2],
    pad: "valid",
  },
  "strides beyond the filter": {
    images: [2, 9, 9, 2],
    filter: [2, 2, 2, 3],
    strides: [4, 3],
    pad: "same",
  },
  "strides beyond the image": {
    images: [2, 3, 2, 2],
    filter: [3, 2, 2, 3],
    strides: 5,
    pad: "valid",
  },
  "four paddings": {
    images: [2, 4, 5, 2],
    filter: [3, 3, 2, 2],
    pad: [[0, 0], [1, 2], [0, 3], [0, 0]],
  },
  "more padding than filter": {
    images: [2, 3, 4, 2],
    filter: [2, 1, 2, 3],
    pad: [[0, 0], [3, 2], [2, 1], [0, 0]],
  },
  "more padding than filter, stride 2": {
    images: [2, 3, 4, 2],
    filter: [2, 3, 2, 3],
    strides: 2,
    pad: [[0, 0], [3, 4], [5, 3], [0, 0]],
  },
  "an image that no result depends on": {
    images: [1, 1, 1, 1],
    filter: [3, 3, 1, 1],
    strides: 5,
    pad: [[0, 0], [6, 0], [6, 0], [0, 0]],
  },
};
