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
  place: Windows & { h: number; w: number },
): tf.Tensor3D {
  const kept = atPlace(images, { ...place, axis: 1 });
  const [batch, rows, columns, channels] = kept.shape;
  return tf.reshape(kept, [batch, rows * columns, channels]);
}

/** Of padded images what each window has in row h and column w. */
function atPlace(
  images: tf.Tensor4D,
  { size, stride, h, w, axis }: Windows & {
    h: number;
    w: number;
    /** Which axis is the height; the next one is the width. */
    axis: 1 | 2;
  },
): tf.Tensor4D {
  const begin = [0, 0, 0, 0];
  begin.splice(axis, 2, h, w);
  const strides = [1, 1, 1, 1];
  strides.splice(axis, 2, stride, stride);
  const windows = images.shape.map((length, i) =>
    i === axis || i === axis + 1
      ? Math.floor((length - size) / stride) + 1
      : length
  );
  if (stride === 1) return tf.slice(images, begin, windows);
  const end = windows.map((n, i) => begin[i]! + (n - 1) * strides[i]! + 1);
  return tf.stridedSlice(images, begin, end, strides) as tf.Tensor4D;
}

/** Which images of a batch, and which pixel of their windows. */
export interface PixelsAt {
  readonly from: number;
  readonly count: number;
  readonly h: number;
  readonly w: number;
}

/**
 * Images in which every pixel of all windows can be had again and again: for
 * each image as many rows as windows, or a few more that belong to none.
 */
export interface Pixels {
  /** The pixel in row h and column w, `[count, rows, channels]`. */
  at(pixel: PixelsAt): tf.Tensor3D;
  /**
   * Numbers of each window, `[images, height, width, numbers]` in the order of
   * the windows, to `[images, rows, numbers]`, zero where there is no window.
   */
  rowsOf(numbers: tf.Tensor4D): tf.Tensor3D;
}

/** Rows that belong to no window, as a part of all, that are not too many. */
const SPARE_ROWS = 1 / 7;

/** The pixels of windows in images `[batch, height, width, channels]`. */
export function pixelsOf(x: tf.Tensor4D, windows: Windows): Pixels {
  const [, height, width] = x.shape;
  const { size, stride, padding } = windows;
  const windowsIn = (length: number) => length + 2 * padding - size + 1;
  const rows = (height + padding) * (width + padding);
  const spare = rows - windowsIn(height) * windowsIn(width);
  if (stride === 1 && padding < size && spare <= SPARE_ROWS * rows) {
    return consecutivePixels(x, windows);
  }
  const images = padded(x, windows);
  return {
    at: ({ from, count, ...pixel }) =>
      pixels(tf.slice(images, from, count), { ...windows, ...pixel }),
    rowsOf: (numbers) => flattened(numbers),
  };
}

/**
 * For windows at a distance of 1 the pixels of an image and the zeros to its
 * right and below are consecutive rows, those zeros being what lies left of
 * the next row and above the next image, too. So each pixel of all windows is a
 * slice of rows, which costs nothing where slices are views.
 */
function consecutivePixels(
  x: tf.Tensor4D,
  { size, padding }: Windows,
): Pixels {
  const [batch, height, width, channels] = x.shape;
  const [down, right] = [height + padding, width + padding];
  const rows = down * right;
  const before = padding === 0 ? 0 : 1;
  const beyond = size - 1 - padding;
  const after = Math.ceil(beyond * (right + 1) / rows);
  const zeros: [number, number] = [0, padding];
  const images = tf.pad(x, [[before, after], zeros, zeros, [0, 0]]);
  const all = tf.reshape(images, [(before + batch + after) * rows, channels]);
  return {
    at: ({ from, count, h, w }) => {
      const start = (before + from) * rows + (h - padding) * right + w -
        padding;
      return tf.reshape(
        tf.slice(all, [start, 0], [count * rows, channels]),
        [count, rows, channels],
      );
    },
    rowsOf: (numbers) => {
      const [, high, wide] = numbers.shape;
      const [below, behind] = [down - high, right - wide];
      return flattened(
        below + behind === 0
          ? numbers
          : tf.pad(numbers, [[0, 0], [0, below], [0, behind], [0, 0]]),
      );
    },
  };
}

/** Images as rows, `[images, height · width, channels]`. */
function flattened(images: tf.Tensor4D): tf.Tensor3D {
  const [count, height, width, channels] = images.shape;
  return tf.reshape(images, [count, height * width, channels]);
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

/**
 * {@linkcode patches}, transposed: padded images `[batch, height, width,
 * channels]` to `[batch, size · size · channels, windows]`. It is made of whole
 * rows of pixels, `patches` of pieces as short as there are channels.
 */
export function transposedPatches(
  images: tf.Tensor4D,
  windows: Windows,
): tf.Tensor3D {
  const planes = tf.transpose(images, [0, 3, 1, 2]);
  const [batch, channels] = planes.shape;
  const parts = mapWindow(windows, (place) => {
    const kept = atPlace(planes, { ...windows, ...place, axis: 2 });
    return tf.reshape(kept, [batch, channels, -1]) as tf.Tensor3D;
  });
  return parts.length === 1 ? parts[0]! : tf.concat(parts, 1);
}
