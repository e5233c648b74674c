import type { Key } from "../core/key.ts";

/**
 * The values of a fresh kernel, row-major, a pure function of `key`. A kernel
 * has shape `[in, out]` (dense) or `[height, width, in, out]` (convolution).
 */
export type Initialiser = (
  key: Key,
  shape: readonly number[],
) => Float32Array;

/**
 * How many numbers an output of a kernel is a sum of, and how many outputs a
 * number goes into.
 */
export function fansOf(
  shape: readonly number[],
): { inputs: number; outputs: number } {
  const field = sizeOf(shape.slice(0, -2));
  const [inputs = 1, outputs = 1] = shape.slice(-2);
  return { inputs: field * inputs, outputs: field * outputs };
}

/** Number of scalars in a tensor of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
