/**
 * The gradient of average pooling. The backend's own, like the oracle's, divides
 * by the size of the window where padding was left out of the average, and takes
 * 5 times as long; 22 times where the window is the image.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { floats, kernel } from "./kernel.ts";
import { forEachWindow } from "./pool_windows.ts";

/**
 * Kernel `AvgPoolGrad`: each number of `dy` is divided among the numbers of its
 * window; padding has no share, as it has none in the average.
 */
export const avgPoolGradient: tf.KernelFunc = kernel<
  "dy" | "input",
  tf.AvgPoolGradAttrs
>(({ inputs: { dy, input }, attrs: { filterSize, strides, pad }, backend }) => {
  const dilations = 1;
  const info = tf.backend_util.computePool2DInfo(
    input.shape as [number, number, number, number],
    filterSize,
    strides,
    dilations,
    pad,
  );
  const result = backend.makeOutput(input.shape, "float32");
  const outputGradients = floats(dy, backend);
  const dx = floats(result, backend).fill(0);
  forEachWindow(info, ({ pixels, size, output }) => {
    for (let k = 0; k < size; k++) {
      const pixel = pixels[k]!;
      for (let c = 0; c < info.inChannels; c++) {
        dx[pixel + c] = dx[pixel + c]! + outputGradients[output + c]! / size;
      }
    }
  });
  return result;
});
