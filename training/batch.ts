import * as tf from "@tensorflow/tfjs-core";
import type { Examples } from "../core/dataset.ts";
import type { PixelBatch } from "./augmentation/augmentation.ts";
import {
  type PixelTables,
  throughTables,
  unitTables,
} from "./augmentation/pixel_tables.ts";
import { checkSizes } from "./check_examples.ts";

/** Examples as tensors, ready for a model. */
export interface Batch {
  /** What became of the pixels, `[batch, height, width, channels]`. */
  x: tf.Tensor4D;
  /** Classes, int32 `[batch]`. */
  labels: tf.Tensor1D;
}

/** How the pixels of images become inputs of a network. */
export interface InputOptions {
  /** What each pixel becomes; itself divided by 255 by default. */
  tables?: PixelTables | undefined;
  /** Changes the images of a batch before, in place. */
  augment?: ((batch: PixelBatch) => void) | undefined;
}

/**
 * The examples at `indices` as tensors; the caller owns them.
 *
 * @throws {RangeError} if an index is not below the number of examples, there
 * are fewer labels than that or not an image of this shape, in bytes, for each label,
 * or there are tables for another number of channels.
 */
export function batchOf(
  examples: Examples,
  { indices, imageShape, tables, augment }: InputOptions & {
    indices: Uint32Array;
    imageShape: readonly [number, number, number];
  },
): Batch {
  checkSizes(examples, imageShape);
  const [height, width, channels] = imageShape;
  if (tables !== undefined && tables.length !== channels) {
    throw new RangeError(
      `Cannot make a batch: images have ${channels} channels, and there are tables for ${tables.length}`,
    );
  }
  const size = height * width * channels;
  const pixels = new Uint8Array(indices.length * size);
  const labels = new Int32Array(indices.length);
  indices.forEach((index, row) => {
    if (index >= examples.count) {
      throw new RangeError(
        `Cannot make a batch: there are ${examples.count} examples, asked for number ${index}`,
      );
    }
    labels[row] = examples.labels[index]!;
    const from = index * size;
    pixels.set(examples.images.subarray(from, from + size), row * size);
  });
  augment?.({ pixels, imageShape, examples: indices });
  const x = throughTables(pixels, tables ?? unitTables(channels));
  return {
    x: tf.tensor4d(x, [indices.length, ...imageShape]),
    labels: tf.tensor1d(labels, "int32"),
  };
}
