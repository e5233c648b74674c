/**
 * What the window of a convolution meets, as matrices. No gradient is taken of
 * any of it.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";

/** Where the windows of a convolution lie. */
export interface Windows {
  /** Height and width of one. */
  readonly size: number;
  /** Distance of neighbouring ones. */
  readonly stride: number;
  /** Zeros around the image on each side. */
  readonly padding: number;
}

/** Images with their padding. */
export function padded(x: tf.Tensor4D, { padding }: Windows): tf.Tensor4D {
  const sides: [number, number] = [padding, padding];
  return padding === 0 ? x : tf.pad(x, [[0, 0], sides, sides, [0, 0]]);
}

/**
 * The pixel in row h and column w of each window: padded images `[batch,
 * height, width, channels]` to `[batch, windows, channels]`.
 */
export function pixels(
  images: tf.Tensor4D,
  { size, stride, h, w }: Windows & { h: number; w: number },
): tf.Tensor3D {
  const [batch, height, width, channels] = images.shape;
  const [rows, columns] = [height, width].map((length) =>
    Math.floor((length - size) / stride) + 1
  ) as [number, number];
  const begin: [number, number, number, number] = [0, h, w, 0];
  const [down, right] = [(rows - 1) * stride, (columns - 1) * stride];
  const end = [batch, h + down + 1, w + right + 1, channels];
  const kept = stride === 1
    ? tf.slice(images, begin, [batch, rows, columns, channels])
    : tf.stridedSlice(images, begin, end, [1, stride, stride, 1]);
  return tf.reshape(kept, [batch, rows * columns, channels]);
}

/** `f` of each row and column of a window, row by row. */
export function mapWindow<T>(
  { size }: Windows,
  f: (place: { h: number; w: number }) => T,
): T[] {
  return Array.from(
    { length: size * size },
    (_, i) => f({ h: Math.floor(i / size), w: i % size }),
  );
}

/**
 * All pixels of each window: padded images to `[batch, windows, size · size ·
 * channels]`, the last axis in the order of a kernel.
 */
export function patches(images: tf.Tensor4D, windows: Windows): tf.Tensor3D {
  const parts = mapWindow(
    windows,
    (place) => pixels(images, { ...windows, ...place }),
  );
  return parts.length === 1 ? parts[0]! : tf.concat(parts, 2);
}
