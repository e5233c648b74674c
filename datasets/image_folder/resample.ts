/**
 * Resizing as Pillow does it: separable triangle filter, as wide as a pixel of
 * the result where the image shrinks ("bilinear with antialiasing").
 *
 * Source: Pillow, `Image.resize(size, BILINEAR, box)`; the integers, and so the
 * bytes, are the same.
 *
 * @module
 */
import type { RgbaImage } from "./decode.ts";

/** A rectangle in an image, in pixels from its top left corner. */
export interface Box {
  /** Distance from the left. */
  readonly left: number;
  /** Distance from the top. */
  readonly top: number;
  /** Columns. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
}

const CHANNELS = 3;
const RGBA = 4;
const FRACTION_BITS = 22;
const ONE = 2 ** FRACTION_BITS;
const HALF = ONE / 2;

/**
 * Red, green and blue of `box` scaled to `side` × `side` pixels,
 * `[side, side, 3]`. The filter reaches beyond the box where there is more.
 */
export function resample(
  { data, width, height }: RgbaImage,
  { box, side }: { box: Box; side: number },
): Uint8Array {
  const across = tapsOf(width, { from: box.left, length: box.width, side });
  const down = tapsOf(height, { from: box.top, length: box.height, side });
  const firstRow = down[0]!.first;
  const { first, weights } = down.at(-1)!;
  const rows = first + weights.length - firstRow;
  // Narrowed first: [rows, side, 3].
  const narrow = new Uint8Array(rows * side * CHANNELS);
  for (let row = 0; row < rows; row++) {
    const line = (firstRow + row) * width * RGBA;
    let to = row * side * CHANNELS;
    for (const { first, weights } of across) {
      const from = line + first * RGBA;
      let red = HALF;
      let green = HALF;
      let blue = HALF;
      for (let i = 0; i < weights.length; i++) {
        const weight = weights[i]!;
        const at = from + i * RGBA;
        red += data[at]! * weight;
        green += data[at + 1]! * weight;
        blue += data[at + 2]! * weight;
      }
      narrow[to++] = red >> FRACTION_BITS;
      narrow[to++] = green >> FRACTION_BITS;
      narrow[to++] = blue >> FRACTION_BITS;
    }
  }
  const lineBytes = side * CHANNELS;
  const out = new Uint8Array(side * lineBytes);
  const sums = new Int32Array(lineBytes);
  down.forEach(({ first, weights }, row) => {
    sums.fill(HALF);
    weights.forEach((weight, i) => {
      const from = (first - firstRow + i) * lineBytes;
      for (let at = 0; at < lineBytes; at++) {
        sums[at]! += narrow[from + at]! * weight;
      }
    });
    for (let at = 0; at < lineBytes; at++) {
      out[row * lineBytes + at] = sums[at]! >> FRACTION_BITS;
    }
  });
  return out;
}

/** What a row (column) of the result is made of. */
interface Taps {
  /** The first row (column) of the image. */
  readonly first: number;
  /** Its weight and those of the following ones, in units of 2^-22. */
  readonly weights: Int32Array;
}

function tapsOf(
  size: number,
  { from, length, side }: { from: number; length: number; side: number },
): Taps[] {
  const scale = length / side;
  const support = Math.max(scale, 1);
  return Array.from({ length: side }, (_, i) => {
    const centre = from + (i + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(size, Math.trunc(centre + support + 0.5));
    const heights = Array.from({ length: end - first }, (_, j) => {
      const distance = Math.abs((first + j - centre + 0.5) * (1 / support));
      return Math.max(0, 1 - distance);
    });
    const sum = heights.reduce((total, height) => total + height, 0);
    const weights = Int32Array.from(
      heights,
      (height) => Math.trunc(0.5 + height / sum * ONE),
    );
    return { first, weights };
  });
}
