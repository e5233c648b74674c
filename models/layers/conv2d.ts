import * as tf from "@tensorflow/tfjs-core";
import { tensorNamed } from "../../core/tensors.ts";
import { type Initialiser, sizeOf } from "../initialiser.ts";
import { checkSizes } from "./check_sizes.ts";
import { convolved } from "./convolved.ts";
import { conv2dProbes } from "./conv2d_probes.ts";
import { imageShapeOf } from "./image_shape.ts";
import type { LayerFor } from "./layer.ts";
import { observed } from "./probes.ts";

/** Sizes of a convolution. */
export interface Conv2dOptions {
  /** Number of output channels. */
  filters: number;
  /** Height and width of the window, odd unless `padding` is given. */
  size?: number;
  /** Distance of neighbouring windows. */
  stride?: number;
  /** Zeros around the image on each side, as PyTorch counts them. */
  padding?: number;
  /** How the kernel starts. */
  kernel: Initialiser;
  /** Whether a bias, which starts at 0, is added. */
  bias?: boolean;
}

/**
 * y_{pqo} = b_o + Σ_{hwi} x_{sp+h-z, sq+w-z, i} K_{hwio}, stride s, padding z:
 * K `[height, width, in, out]` is "name/kernel", b `[out]` is "name/bias".
 * As PyTorch's `Conv2d`; with stride 1 and the default padding it is "same".
 *
 * @throws {RangeError} for sizes that are no positive integers, a padding that
 * is no integer from 0 on, inputs that are not images, or smaller than the
 * window.
 */
export function conv2d(
  name: string,
  {
    filters,
    size = 3,
    stride = 1,
    padding = (size - 1) / 2,
    kernel,
    bias = true,
  }: Conv2dOptions,
): LayerFor {
  checkSizes(name, { filters, size, stride });
  if (!Number.isSafeInteger(padding) || padding < 0) {
    throw new RangeError(
      `Cannot make ${name}: padding must be an integer from 0 on, which windows of even size have to be given, current value ${padding}`,
    );
  }
  return (inputShape) => {
    const [height, width, channels] = imageShapeOf(inputShape, name);
    const [rows, columns] = [height, width].map((length) =>
      Math.floor((length + 2 * padding - size) / stride) + 1
    ) as [number, number];
    if (rows < 1 || columns < 1) {
      throw new RangeError(
        `Cannot make ${name}: inputs must be at least ${size} high and wide with padding ${padding}, current shape [${
          inputShape.join(", ")
        }]`,
      );
    }
    const shape = [size, size, channels, filters];
    const table = conv2dProbes(name, {
      ...{ size, stride, padding, channels, filters, bias },
      places: rows * columns,
    });
    return {
      outputShape: [rows, columns, filters],
      multiplyAdds: rows * columns * sizeOf(shape),
      parameters: {
        [`${name}/kernel`]: { shape, values: kernel },
        ...(bias ? { [`${name}/bias`]: { shape: [filters], values: 0 } } : {}),
      },
      statistics: {},
      probes: table,
      apply: (x, { parameters, probes }) => {
        const k = tensorNamed(parameters, `${name}/kernel`) as tf.Tensor4D;
        const z = convolved(x as tf.Tensor4D, k, { size, stride, padding });
        const y = bias ? tf.add(z, tensorNamed(parameters, `${name}/bias`)) : z;
        return {
          y: observed(y, { table, probes, saved: [x] }),
          statistics: {},
        };
      },
    };
  };
}
