/**
 * The convolutional networks C1 and C2 of the noise-enhancement paper: stacks
 * of 3×3 convolutions, each with ghost batch normalisation and ReLU, a
 * max-pool after each stack.
 *
 * Source: "Improved generalization by noise enhancement", section 3.
 *
 * @module
 */
import type { Model } from "../core/model.ts";
import { glorotUniform } from "./glorot_uniform.ts";
import { conv2d } from "./layers/conv2d.ts";
import { dense } from "./layers/dense.ts";
import { flatten } from "./layers/flatten.ts";
import { ghostBatchNorm } from "./layers/ghost_batch_norm.ts";
import type { LayerFor } from "./layers/layer.ts";
import { maxPool } from "./layers/max_pool.ts";
import { relu } from "./layers/relu.ts";
import { sequence } from "./layers/sequence.ts";
import { network } from "./network.ts";

/** Sizes of C1; the defaults are the paper's. */
export interface C1Options {
  /** Height, width and channels of the images. */
  inputShape?: readonly [number, number, number];
  /** Filters of the convolutions of each stack. */
  widths?: readonly [number, number, number];
  /** Examples that are normalised together. */
  ghostBatchSize?: number;
}

/** Sizes of C2; the defaults are the paper's. */
export interface C2Options {
  /** Height, width and channels of the images. */
  inputShape?: readonly [number, number, number];
  /** Filters of the convolutions of each stack. */
  widths?: readonly [number, number, number, number];
  /** Units of the dense layer. */
  denseWidth?: number;
  /** Number of classes. */
  classes?: number;
  /** Examples that are normalised together. */
  ghostBatchSize?: number;
}

/**
 * C1: three stacks of three convolutions, and a dense layer to 10 classes.
 * Kernels are Glorot-uniform, biases 0; 1,963,658 parameters at the paper's
 * widths.
 */
export function c1({
  inputShape = [32, 32, 3],
  widths = [64, 128, 256],
  ghostBatchSize = 100,
}: C1Options = {}): Model {
  const classes = 10;
  return network({
    name: `c1 ${widths.join("-")}, ghost batches of ${ghostBatchSize}`,
    ...{ inputShape, classes, ghostBatchSize },
    layer: sequence([
      ...widths.map((filters, index) =>
        stack(`stack_${index + 1}`, {
          convolutions: 3,
          filters,
          ghostBatchSize,
        })
      ),
      flatten(),
      dense("dense_1", { outputs: classes, kernel: glorotUniform }),
    ]),
  });
}

/**
 * C2: the stacks of C1 and one of two convolutions, a dense layer with ReLU
 * and one to the classes; 7,665,380 parameters at the paper's widths.
 */
export function c2({
  inputShape = [32, 32, 3],
  widths = [64, 128, 256, 512],
  denseWidth = 1024,
  classes = 100,
  ghostBatchSize = 100,
}: C2Options = {}): Model {
  const convolutions = [3, 3, 3, 2];
  const kernel = glorotUniform;
  return network({
    name: `c2 ${
      [...widths, denseWidth, classes].join("-")
    }, ghost batches of ${ghostBatchSize}`,
    ...{ inputShape, classes, ghostBatchSize },
    layer: sequence([
      ...widths.map((filters, index) =>
        stack(`stack_${index + 1}`, {
          ...{ filters, ghostBatchSize },
          convolutions: convolutions[index]!,
        })
      ),
      flatten(),
      dense("dense_1", { outputs: denseWidth, kernel }),
      relu(),
      dense("dense_2", { outputs: classes, kernel }),
    ]),
  });
}

/** Convolution, normalisation and ReLU, so many times; then a max-pool. */
function stack(
  name: string,
  { convolutions, filters, ghostBatchSize }: {
    convolutions: number;
    filters: number;
    ghostBatchSize: number;
  },
): LayerFor {
  const numbers = Array.from({ length: convolutions }, (_, i) => i + 1);
  return sequence([
    ...numbers.flatMap((i) => [
      conv2d(`${name}/conv_${i}`, { filters, kernel: glorotUniform }),
      ghostBatchNorm(`${name}/norm_${i}`, { ghostBatchSize }),
      relu(),
    ]),
    maxPool(2),
  ]);
}
