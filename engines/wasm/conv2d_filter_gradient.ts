/**
 * The gradient of a convolution with respect to its filter, which the backend
 * lacks, by convolutions whose channels are the examples.
 *
 * XNNPACK sums over channels. So row `y` of the output gradient becomes a
 * filter `[1, width, batch, out channels]`, the rows of the input that it meets
 * become one image `[1, rows · channels, width, batch]`, and their convolution
 * is what row `y` adds to the result.
 *
 * On the layers of C1, batch 100, this takes 1.1 to 1.25 times as long as the
 * convolution itself (2.8 times on the first layer, of 3 channels); on those of
 * ResNet-32 1.4 to 1.9 times. One convolution for all rows, with an image for
 * each channel, takes 1.3 to 1.9 times as long as this: XNNPACK is slow to
 * rearrange a filter of the size of a whole output, and computes four pixels of
 * an image at once, where there would be nine.
 *
 * @module
 */
import type * as tf from "@tensorflow/tfjs-core";
import {
  conv2d,
  type ConvolutionInfo,
  convolutionInfo,
  type Shape4D,
} from "./conv2d.ts";
import { floats, kernel } from "./kernel.ts";

/** Channels that are moved together: as many lines as a cache can hold. */
const BLOCK = 16;

/**
 * Kernel `Conv2DBackpropFilter`, for strides s and paddings p:
 * `dW[i, j, c, k] = Σ_{b,y,z} x[b, s·y + i - p, s·z + j - p, c] dy[b, y, z, k]`.
 *
 * @throws {RangeError} if channels come first.
 */
export const conv2dFilterGradient: tf.KernelFunc = kernel<
  "x" | "dy",
  tf.Conv2DBackpropFilterAttrs
>(({ inputs: { x, dy }, attrs, backend }) => {
  const { filterShape } = attrs;
  const images = x.shape as Shape4D;
  const info = convolutionInfo({ images, filter: filterShape, attrs });
  const { batchSize, inChannels, outChannels, outHeight, outWidth } = info;
  const { filterHeight, filterWidth, strideHeight, strideWidth } = info;
  const width = (outWidth - 1) * strideWidth + filterWidth;
  const rowSize = inChannels * width * batchSize;
  const image = backend.makeOutput(
    [1, filterHeight * inChannels, width, batchSize],
    "float32",
  );
  const result = backend.makeOutput(filterShape, "float32");
  floats(image, backend).fill(0);
  floats(result, backend).fill(0);
  for (let y = 0; y < outHeight; y++) {
    const filter = backend.makeOutput(
      [1, outWidth, batchSize, outChannels],
      "float32",
    );
    copyRow(floats(dy, backend), floats(filter, backend), { y, info });
    const rows = floats(image, backend);
    // Neighbouring rows of the output meet some of the same rows of the input.
    const kept = y === 0 ? 0 : Math.max(0, filterHeight - strideHeight);
    if (kept > 0) rows.copyWithin(0, strideHeight * rowSize);
    for (let i = kept; i < filterHeight; i++) {
      const row = rows.subarray(i * rowSize, (i + 1) * rowSize);
      const h = y * strideHeight + i - info.padInfo.top;
      putExamplesLast(floats(x, backend), row, { h, width, info });
    }
    const dilations: [number, number] = [1, strideWidth];
    const part = conv2d({ x: image, filter, dilations, backend });
    addPart(floats(part, backend), floats(result, backend), info);
    backend.disposeData(part.dataId);
    backend.disposeData(filter.dataId);
  }
  backend.disposeData(image.dataId);
  return result;
});

/** Row `y` of `[batch, height, width, channels]` as `[width, batch, channels]`. */
function copyRow(
  dy: Float32Array,
  row: Float32Array,
  { y, info }: { y: number; info: ConvolutionInfo },
): void {
  const { batchSize, outHeight, outWidth, outChannels } = info;
  let to = 0;
  for (let z = 0; z < outWidth; z++) {
    for (let b = 0; b < batchSize; b++) {
      let from = ((b * outHeight + y) * outWidth + z) * outChannels;
      for (const end = from + outChannels; from < end; from++) {
        row[to++] = dy[from]!;
      }
    }
  }
}

/**
 * Row `h` of `[batch, height, width, channels]` as
 * `[channels, padded width, batch]`; zeros for a row of padding. Padding in
 * `row` is left as it is.
 */
function putExamplesLast(
  x: Float32Array,
  row: Float32Array,
  { h, width, info }: { h: number; width: number; info: ConvolutionInfo },
): void {
  const { batchSize, inChannels, inHeight, inWidth, padInfo } = info;
  if (h < 0 || h >= inHeight) {
    row.fill(0);
    return;
  }
  const exampleSize = inHeight * inWidth * inChannels;
  const lineSize = width * batchSize;
  const end = Math.min(inWidth, width - padInfo.left);
  for (let w = 0; w < end; w++) {
    const pixel = (h * inWidth + w) * inChannels;
    const column = (w + padInfo.left) * batchSize;
    for (let first = 0; first < inChannels; first += BLOCK) {
      const last = Math.min(first + BLOCK, inChannels);
      for (let b = 0; b < batchSize; b++) {
        let from = b * exampleSize + pixel + first;
        let to = first * lineSize + column + b;
        for (let c = first; c < last; c++) {
          row[to] = x[from++]!;
          to += lineSize;
        }
      }
    }
  }
}

/** Adds `[rows, channels, columns, out channels]`, in the filter's order. */
function addPart(
  part: Float32Array,
  sum: Float32Array,
  { filterHeight, filterWidth, inChannels, outChannels }: ConvolutionInfo,
): void {
  let from = 0;
  for (let i = 0; i < filterHeight; i++) {
    for (let c = 0; c < inChannels; c++) {
      for (let j = 0; j < filterWidth; j++) {
        let to = ((i * filterWidth + j) * inChannels + c) * outChannels;
        for (const end = to + outChannels; to < end; to++) {
          sum[to] = sum[to]! + part[from++]!;
        }
      }
    }
  }
}
