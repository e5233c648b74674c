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
import { convStack } from "./conv_stack.ts";
import { glorotUniform } from "./glorot_uniform.ts";
import { dense } from "./layers/dense.ts";
import { flatten } from "./layers/flatten.ts";
import { relu } from "./layers/relu.ts";
import { sequence } from "./layers/sequence.ts";
import { network } from "./network.ts";

/** Sizes of C1; the defaults are the paper's. */
export interface C1Options {
  /** Height, width and channels of the images. */
  inputShape?: readonly [number, number, number];
  /** Filters of the convolutions of each stack. */
  widths?: readonly [number, number, number];
  /** Number of classes. */
  classes?: number;
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
 * C1: three stacks of three convolutions, and a dense layer to the classes.
 * Kernels are Glorot-uniform, biases 0; 1,963,658 parameters at the paper's
 * widths.
 */
export function c1({
  inputShape = [32, 32, 3],
  widths = [64, 128, 256],
  classes = 10,
  ghostBatchSize = 100,
}: C1Options = {}): Model {
  const kernel = glorotUniform;
  return network({
    name: `c1 ${[...widths, classes].join("-")}`,
    ...{ inputShape, classes },
    layer: sequence([
      ...widths.map((filters, index) =>
        convStack(`stack_${index + 1}`, {
          ...{ filters, ghostBatchSize, kernel },
          convolutions: 3,
        })
      ),
      flatten(),
      dense("dense_1", { outputs: classes, kernel }),
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
    name: `c2 ${[...widths, denseWidth, classes].join("-")}`,
    ...{ inputShape, classes },
    layer: sequence([
      ...widths.map((filters, index) =>
        convStack(`stack_${index + 1}`, {
          ...{ filters, ghostBatchSize, kernel },
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
