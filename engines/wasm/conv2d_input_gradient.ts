/**
 * The gradient of a convolution with respect to its input, by convolutions of
 * the output's gradient with the flipped filter. It takes the time of the
 * convolution itself, the backend's own loop 10 to 14 times as long.
 *
 * A stride s splits it. Rows of the input that are s apart meet the same rows
 * of the filter, every s-th one; so each of s² sets of pixels has a convolution
 * of its own, of stride one. Zeros between the output's gradients would need
 * only one convolution, but s² times the work.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  conv2d,
  type ConvolutionInfo,
  convolutionInfo,
  type Shape4D,
} from "./conv2d.ts";
import { floats, kernel, kernelOf } from "./kernel.ts";

/**
 * Kernel `Conv2DBackpropInput`, for strides s and paddings p:
 * `dx[b, h, w, c] = Σ_{i,j,k} dy[b, (h + p - i)/s, (w + p - j)/s, k] W[i, j, c, k]`
 * over the i and j for which both fractions are whole.
 *
 * @throws {RangeError} if channels come first.
 */
export const conv2dInputGradient: tf.KernelFunc = kernel<
  "dy" | "filter",
  tf.Conv2DBackpropInputAttrs
>(({ inputs: { dy, filter }, attrs, backend }) => {
  const filterShape = filter.shape as Shape4D;
  const images = attrs.inputShape;
  const info = convolutionInfo({ images, filter: filterShape, attrs });
  const rowSets = pixelSets({
    stride: info.strideHeight,
    padding: info.padInfo.top,
    taps: info.filterHeight,
    input: info.inHeight,
    output: info.outHeight,
  });
  const columnSets = pixelSets({
    stride: info.strideWidth,
    padding: info.padInfo.left,
    taps: info.filterWidth,
    input: info.inWidth,
    output: info.outWidth,
  });
  const gradientOf = (rows: PixelSet, columns: PixelSet) =>
    convolveWithPart({ dy, filter, rows, columns, info, backend });
  if (info.strideHeight === 1 && info.strideWidth === 1) {
    return gradientOf(rowSets[0]!, columnSets[0]!);
  }
  const dx = backend.makeOutput(images, "float32");
  floats(dx, backend).fill(0); // Some pixels meet no part of the filter.
  for (const rows of rowSets) {
    for (const columns of columnSets) {
      const part = gradientOf(rows, columns);
      const at = { top: rows.start, left: columns.start, info };
      spread(floats(part, backend), floats(dx, backend), at);
      backend.disposeData(part.dataId);
    }
  }
  return dx;
});

/** Pixels along one axis that are a stride apart, and what they meet. */
interface PixelSet {
  /** The first of them. */
  readonly start: number;
  /** The first place of the filter that they meet, and how many in all. */
  readonly tap: number;
  readonly taps: number;
  /** Zeros to put before and after dy; how many to drop, if negative. */
  readonly before: number;
  readonly after: number;
}

/** The sets of pixels along an axis that meet the filter, and the output. */
function pixelSets(
  { stride, padding, taps, input, output }: {
    stride: number;
    padding: number;
    taps: number;
    input: number;
    output: number;
  },
): PixelSet[] {
  const sets: PixelSet[] = [];
  for (let start = 0; start < Math.min(stride, input); start++) {
    const tap = (start + padding) % stride;
    const own = Math.ceil((taps - tap) / stride);
    const pixels = Math.ceil((input - start) / stride);
    // The n-th pixel meets outputs n + shift - m with its m-th tap.
    const shift = (start + padding - tap) / stride;
    const before = own - 1 - shift;
    const after = pixels + shift - output;
    if (own <= 0 || before + output <= 0) continue;
    sets.push({ start, tap, taps: own, before, after });
  }
  return sets;
}

/** The gradients of the pixels in `rows` and `columns`. The result is new. */
function convolveWithPart(
  { dy, filter, rows, columns, info, backend }: {
    dy: tf.TensorInfo;
    filter: tf.TensorInfo;
    rows: PixelSet;
    columns: PixelSet;
    info: ConvolutionInfo;
    backend: BackendWasm;
  },
): tf.TensorInfo {
  const part = backend.makeOutput(
    [rows.taps, columns.taps, info.outChannels, info.inChannels],
    "float32",
  );
  const which = { rows, columns, info };
  flipPart(floats(filter, backend), floats(part, backend), which);
  const edges = [rows.before, rows.after, columns.before, columns.after];
  const [top, bottom, left, right] = edges.map((n) => Math.max(0, n));
  const x = edges.some((n) => n < 0) ? drop(dy, { edges, backend }) : dy;
  const gradients = conv2d({
    x,
    filter: part,
    pad: [[0, 0], [top!, bottom!], [left!, right!], [0, 0]],
    backend,
  });
  if (x !== dy) backend.disposeData(x.dataId);
  backend.disposeData(part.dataId);
  return gradients;
}

/** Images without as many rows and columns as `edges` is below zero. */
function drop(
  images: tf.TensorInfo,
  { edges, backend }: { edges: readonly number[]; backend: BackendWasm },
): tf.TensorInfo {
  const [top, bottom, left, right] = edges.map((n) => Math.max(0, -n));
  const [batch, height, width, channels] = images.shape as Shape4D;
  const rows = height - top! - bottom!;
  const columns = width - left! - right!;
  return kernelOf(tf.Slice)({
    inputs: { x: images },
    backend,
    attrs: {
      begin: [0, top!, left!, 0],
      size: [batch, rows, columns, channels],
    },
  }) as tf.TensorInfo;
}

/** A part of the filter, flipped, as `[rows, columns, out channels, channels]`. */
function flipPart(
  filter: Float32Array,
  part: Float32Array,
  { rows, columns, info }: {
    rows: PixelSet;
    columns: PixelSet;
    info: ConvolutionInfo;
  },
): void {
  const { filterWidth, inChannels, outChannels } = info;
  const { strideHeight, strideWidth } = info;
  let to = 0;
  for (let m = rows.taps - 1; m >= 0; m--) {
    const i = rows.tap + m * strideHeight;
    for (let n = columns.taps - 1; n >= 0; n--) {
      const j = columns.tap + n * strideWidth;
      const tap = (i * filterWidth + j) * inChannels * outChannels;
      for (let k = 0; k < outChannels; k++) {
        let from = tap + k;
        for (const end = to + inChannels; to < end; to++) {
          part[to] = filter[from]!;
          from += outChannels;
        }
      }
    }
  }
}

/** Puts the gradients of a set of pixels where they belong. */
function spread(
  part: Float32Array,
  dx: Float32Array,
  { top, left, info }: { top: number; left: number; info: ConvolutionInfo },
): void {
  const { batchSize, inHeight, inWidth, inChannels } = info;
  let from = 0;
  for (let b = 0; b < batchSize; b++) {
    for (let h = top; h < inHeight; h += info.strideHeight) {
      for (let w = left; w < inWidth; w += info.strideWidth) {
        let to = ((b * inHeight + h) * inWidth + w) * inChannels;
        for (const end = to + inChannels; to < end; to++) {
          dx[to] = part[from++]!;
        }
      }
    }
  }
}
