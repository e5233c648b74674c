import * as tf from "@tensorflow/tfjs-core";
import type { Examples } from "../core/dataset.ts";

/** Examples as tensors, ready for a model. */
export interface Batch {
  /** Pixels divided by 255, `[batch, height, width, channels]`. */
  x: tf.Tensor4D;
  /** Classes, int32 `[batch]`. */
  labels: tf.Tensor1D;
}

/**
 * The examples at `indices` as tensors; the caller owns them.
 *
 * @throws {RangeError} if an index is not below the number of examples.
 */
export function batchOf(
  examples: Examples,
  { indices, imageShape }: {
    indices: Uint32Array;
    imageShape: readonly [number, number, number];
  },
): Batch {
  // Dividing each pixel would take a tenth of a small network's step.
  const scaled = Float32Array.from({ length: 256 }, (_, pixel) => pixel / 255);
  const pixels = imageShape.reduce((product, size) => product * size, 1);
  const x = new Float32Array(indices.length * pixels);
  const labels = new Int32Array(indices.length);
  indices.forEach((index, row) => {
    if (index >= examples.count) {
      throw new RangeError(
        `Cannot make a batch: there are ${examples.count} examples, asked for number ${index}`,
      );
    }
    labels[row] = examples.labels[index]!;
    const from = index * pixels;
    const to = row * pixels;
    for (let i = 0; i < pixels; i++) {
      x[to + i] = scaled[examples.images[from + i]!]!;
    }
  });
  return {
    x: tf.tensor4d(x, [indices.length, ...imageShape]),
    labels: tf.tensor1d(labels, "int32"),
  };
}
