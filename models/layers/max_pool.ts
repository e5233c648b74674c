import * as tf from "@tensorflow/tfjs-core";
import { checkSizes } from "./check_sizes.ts";
import { imageShapeOf } from "./image_shape.ts";
import { type LayerFor, stateless } from "./layer.ts";

/** Places of the windows. */
export interface MaxPoolOptions {
  /** Distance of neighbouring windows; by default they do not overlap. */
  stride?: number;
  /** Places around the image on each side that count for nothing. */
  padding?: number;
}

/**
 * The largest number of each window of `size` × `size`, as PyTorch's
 * `MaxPool2d`; the gradient goes to the first of them. Rows and columns that
 * fill no window are left out.
 *
 * @throws {RangeError} if sizes are no positive integers, or padding is no
 * integer from 0 on or could alone fill a window; for inputs that are not
 * images, or smaller than a window.
 */
export function maxPool(
  size: number,
  { stride = size, padding = 0 }: MaxPoolOptions = {},
): LayerFor {
  checkSizes("max-pool", { size, stride });
  if (!Number.isSafeInteger(padding) || padding < 0 || 2 * padding > size) {
    throw new RangeError(
      `Cannot make max-pool: padding must be an integer from 0 to half of the window's ${size}, current value ${padding}`,
    );
  }
  return (inputShape) => {
    const [height, width, channels] = imageShapeOf(inputShape, "max-pool");
    const smallest = size - 2 * padding;
    if (Math.min(height, width) < smallest) {
      throw new RangeError(
        `Cannot make max-pool: inputs must be at least ${smallest} high and wide, current shape [${
          inputShape.join(", ")
        }]`,
      );
    }
    const windows = { size, stride, padding };
    const [rows, columns] = [height, width].map((length) =>
      countOf(windows, length)
    ) as [number, number];
    return stateless([rows, columns, channels], (x) => {
      if (stride === size && padding === 0) {
        return tf.maxPool(x as tf.Tensor4D, size, size, "valid");
      }
      // Columns first, so that the first of equal numbers is first by rows.
      const [batch] = x.shape as [number];
      const ofColumns = tf.reshape(
        largest(tf.reshape(x, [batch * height, width, channels]), windows),
        [batch, height, columns * channels],
      );
      const ofRows = largest(ofColumns, windows);
      return tf.reshape(ofRows, [batch, rows, columns, channels]);
    });
  };
}

type Windows = Required<MaxPoolOptions> & { size: number };

/** How many windows there are on a side of an image. */
function countOf({ size, stride, padding }: Windows, length: number): number {
  return Math.floor((length + 2 * padding - size) / stride) + 1;
}

/**
 * The largest numbers of windows along the second of three axes. Of several
 * slices, since XLA has no gradient of max-pooling with windows that overlap.
 */
function largest(x: tf.Tensor, windows: Windows): tf.Tensor {
  const { size, stride, padding } = windows;
  const [before, length, after] = x.shape as [number, number, number];
  // Slicing with a stride has no gradient in tfjs: it becomes an axis.
  const strides = Math.ceil((length + 2 * padding) / stride);
  const end = strides * stride - length - padding;
  const padded = tf.pad(x, [[0, 0], [padding, end], [0, 0]], -Infinity);
  const apart = tf.reshape(padded, [before, strides, stride, after]);
  const count = countOf(windows, length);
  const slices = Array.from({ length: size }, (_, i) => {
    const from = [0, Math.floor(i / stride), i % stride, 0];
    return tf.slice(apart, from, [before, count, 1, after]);
  });
  const maxima = slices.reduce((a, b) => tf.maximum(a, b));
  return tf.reshape(maxima, [before, count, after]);
}
