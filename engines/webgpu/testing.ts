/**
 * What the tests of this folder share.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { openCpu } from "../cpu.ts";
import { normalTensor } from "../testing_normal_tensor.ts";
import { openWebgpu } from "./open.ts";

/** A tensor's shape and numbers. */
export interface Numbers {
  readonly shape: number[];
  readonly values: number[];
}

/** What `f` computes on webgpu. */
export async function onWebgpu(f: () => tf.Tensor): Promise<Numbers> {
  await openWebgpu();
  return await numbersOf(f);
}

/** What `f` computes on the oracle, tfjs's plain TypeScript. */
export async function onOracle(f: () => tf.Tensor): Promise<Numbers> {
  await openCpu();
  return await numbersOf(f);
}

/**
 * Asserts that webgpu and the oracle compute the same, up to `units` of 2^-24
 * of the largest number.
 */
export async function assertAsOracle(
  f: () => tf.Tensor,
  units: number,
): Promise<void> {
  const [actual, expected] = [await onWebgpu(f), await onOracle(f)];
  assertEquals(actual.shape, expected.shape);
  const largest = Math.max(...expected.values.map(Math.abs));
  expected.values.forEach((value, i) =>
    assertAlmostEquals(
      actual.values[i]!,
      value,
      units * 2 ** -24 * largest,
      `number ${i}`,
    )
  );
}

async function numbersOf(f: () => tf.Tensor): Promise<Numbers> {
  const tensor = tf.tidy(f);
  const { shape } = tensor;
  const values = [...await tensor.data()];
  tensor.dispose();
  return { shape, values };
}

/** Convolutions that the gradients are tested on. */
export const CONVOLUTIONS: readonly {
  x: [number, number, number, number];
  filter: [number, number, number, number];
  stride: number | [number, number];
  pad: "valid" | "same" | number;
}[] = [
  { x: [2, 8, 8, 3], filter: [3, 3, 3, 5], stride: 1, pad: "same" },
  { x: [2, 9, 8, 3], filter: [3, 2, 3, 5], stride: [1, 2], pad: "valid" },
  { x: [2, 9, 8, 4], filter: [3, 3, 4, 8], stride: 2, pad: "same" },
  { x: [3, 8, 8, 4], filter: [1, 1, 4, 8], stride: 1, pad: "same" },
  { x: [3, 8, 8, 4], filter: [1, 1, 4, 8], stride: 2, pad: "valid" },
  { x: [2, 8, 8, 4], filter: [5, 5, 4, 8], stride: 1, pad: 2 },
  { x: [2, 4, 5, 3], filter: [4, 5, 3, 2], stride: 1, pad: "valid" },
  { x: [2, 5, 5, 2], filter: [2, 2, 2, 3], stride: 1, pad: "same" },
  // More than a tile of columns, of channels and of terms; several parts.
  { x: [7, 10, 10, 6], filter: [3, 3, 6, 40], stride: 1, pad: "same" },
];

/** A convolution of the table on normal numbers, for the test's name too. */
export function convolution(
  { x, filter, stride, pad }: typeof CONVOLUTIONS[number],
) {
  return {
    name: `[${x}] by [${filter}], stride ${stride}, pad ${pad}`,
    x: () => normalTensor<tf.Rank.R4>("x", x),
    filter: () => normalTensor<tf.Rank.R4>("filter", filter),
    conv: (x: tf.Tensor, filter: tf.Tensor) =>
      tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, stride, pad),
    /** Additions that make a number of the filter's gradient, at most. */
    terms: x[0] * x[1] * x[2],
  };
}
