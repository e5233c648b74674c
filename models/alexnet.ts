import type { Model } from "../core/model.ts";
import { heNormal } from "./he_normal.ts";
import { conv2d, type Conv2dOptions } from "./layers/conv2d.ts";
import { dense } from "./layers/dense.ts";
import { flatten } from "./layers/flatten.ts";
import { maxPool } from "./layers/max_pool.ts";
import { relu } from "./layers/relu.ts";
import { sequence } from "./layers/sequence.ts";
import { network } from "./network.ts";

/** Sizes of AlexNet; the defaults are the usual ones for 32×32 images. */
export interface AlexnetOptions {
  /** Height, width and channels of the images. */
  inputShape?: readonly [number, number, number];
  /** Filters of the convolutions. */
  widths?: readonly [number, number, number, number, number];
  /** Number of classes. */
  classes?: number;
}

/**
 * AlexNet for 32×32 images: a convolution of 11×11 with stride 4 and padding 5,
 * one of 5×5 and three of 3×3, each with ReLU, max-pools of 2 after the first,
 * second and last, and one dense layer. Kernels are He-normal, biases 0;
 * 2,472,266 parameters for 10 classes.
 *
 * Source: Krizhevsky et al., "ImageNet classification with deep convolutional
 * neural networks" (2012), in the widely used form for CIFAR-10.
 */
export function alexnet({
  inputShape = [32, 32, 3],
  widths = [64, 192, 384, 256, 256],
  classes = 10,
}: AlexnetOptions = {}): Model {
  const kernel = heNormal;
  const conv = (name: string, options: Omit<Conv2dOptions, "kernel">) =>
    sequence([conv2d(name, { kernel, ...options }), relu()]);
  return network({
    name: `alexnet ${[...widths, classes].join("-")}`,
    ...{ inputShape, classes },
    layer: sequence([
      conv("conv_1", { filters: widths[0], size: 11, stride: 4 }),
      maxPool(2),
      conv("conv_2", { filters: widths[1], size: 5 }),
      maxPool(2),
      conv("conv_3", { filters: widths[2] }),
      conv("conv_4", { filters: widths[3] }),
      conv("conv_5", { filters: widths[4] }),
      maxPool(2),
      flatten(),
      dense("dense_1", { outputs: classes, kernel }),
    ]),
  });
}
