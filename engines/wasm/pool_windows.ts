/**
 * The windows of a pooling.
 *
 * @module
 */
import type * as tf from "@tensorflow/tfjs-core";

/** A window and the result of its pooling. */
export interface PoolWindow {
  /** Where its pixels begin in the images, row by row; padding is left out. */
  readonly pixels: Int32Array;
  /** How many of `pixels` this window has. */
  readonly size: number;
  /** Where its result begins in the output. */
  readonly output: number;
}

/**
 * Calls `visit` for every window of a pooling of `[batch, height, width,
 * channels]`. The window is only valid during the call.
 */
export function forEachWindow(
  info: tf.backend_util.Conv2DInfo,
  visit: (window: PoolWindow) => void,
): void {
  const { batchSize, inHeight, inWidth, inChannels, padInfo } = info;
  const { filterHeight, filterWidth, strideHeight, strideWidth } = info;
  const pixels = new Int32Array(filterHeight * filterWidth);
  const window = { pixels, size: 0, output: 0 };
  for (let b = 0; b < batchSize; b++) {
    for (let y = 0; y < info.outHeight; y++) {
      const top = y * strideHeight - padInfo.top;
      const bottom = Math.min(top + filterHeight, inHeight);
      for (let z = 0; z < info.outWidth; z++) {
        const left = z * strideWidth - padInfo.left;
        const right = Math.min(left + filterWidth, inWidth);
        window.size = 0;
        for (let h = Math.max(0, top); h < bottom; h++) {
          for (let w = Math.max(0, left); w < right; w++) {
            pixels[window.size++] = ((b * inHeight + h) * inWidth + w) *
              inChannels;
          }
        }
        if (window.size > 0) visit(window);
        window.output += inChannels;
      }
    }
  }
}
