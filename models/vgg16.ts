import type { Model } from "../core/model.ts";
import { convStack } from "./conv_stack.ts";
import { heNormal } from "./he_normal.ts";
import { dense } from "./layers/dense.ts";
import { flatten } from "./layers/flatten.ts";
import { sequence } from "./layers/sequence.ts";
import { network } from "./network.ts";

/** Sizes of VGG-16; the defaults are the standard ones for 32×32 images. */
export interface Vgg16Options {
  /** Height, width and channels of the images. */
  inputShape?: readonly [number, number, number];
  /** Filters of the convolutions of each stack. */
  widths?: readonly [number, number, number, number, number];
  /** Number of classes. */
  classes?: number;
  /** Examples that are normalised together. */
  ghostBatchSize: number;
}

/** Convolutions of each stack. */
const CONVOLUTIONS = [2, 2, 3, 3, 3];

/**
 * VGG-16 for small images: 13 convolutions of 3×3 in five stacks, each with a
 * bias, ghost batch normalisation and ReLU, a max-pool after each stack, and
 * one dense layer. Kernels are He-normal; 14,728,266 parameters for 10 classes.
 *
 * Source: Simonyan and Zisserman, "Very deep convolutional networks" (2015),
 * table 1, D; with one dense layer and normalisation as is usual for CIFAR-10.
 */
export function vgg16({
  inputShape = [32, 32, 3],
  widths = [64, 128, 256, 512, 512],
  classes = 10,
  ghostBatchSize,
}: Vgg16Options): Model {
  const kernel = heNormal;
  return network({
    name: `vgg-16 ${[...widths, classes].join("-")}`,
    ...{ inputShape, classes },
    layer: sequence([
      ...widths.map((filters, index) =>
        convStack(`stack_${index + 1}`, {
          ...{ filters, ghostBatchSize, kernel },
          convolutions: CONVOLUTIONS[index]!,
        })
      ),
      flatten(),
      dense("dense_1", { outputs: classes, kernel }),
    ]),
  });
}
