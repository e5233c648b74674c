import type { Model } from "../core/model.ts";
import { glorotUniform } from "./glorot_uniform.ts";
import { type Initialiser, sizeOf } from "./initialiser.ts";
import { dense } from "./layers/dense.ts";
import { flatten } from "./layers/flatten.ts";
import { ghostBatchNorm } from "./layers/ghost_batch_norm.ts";
import { relu } from "./layers/relu.ts";
import { sequence } from "./layers/sequence.ts";
import { network } from "./network.ts";

/** Sizes of a fully connected network. */
export interface MlpOptions {
  /** Shape of one input; it is flattened. */
  inputShape: readonly number[];
  /** Widths of the hidden layers, first to last. */
  hidden: readonly number[];
  /** Number of classes. */
  classes: number;
  /** Examples that are normalised together; default: no normalisation. */
  ghostBatchSize?: number;
  /** How kernels start; γ starts at 1, biases and β at 0. */
  kernel?: Initialiser;
}

/**
 * A fully connected network: dense layers with ReLU, the last one without.
 * `f1` is an instance.
 *
 * Layer l computes a_l = ReLU(a_{l-1} W_l + b_l), W_l `[in, out]`, under the
 * names "dense_l/kernel" and "dense_l/bias", l = 1, 2, …. With normalisation a
 * hidden layer has ghost batch normalisation, "norm_l", in place of b_l.
 */
export function mlp({
  inputShape,
  hidden,
  classes,
  ghostBatchSize,
  kernel = glorotUniform,
}: MlpOptions): Model {
  return network({
    name: `mlp ${[sizeOf(inputShape), ...hidden, classes].join("-")}`,
    ...{ inputShape, classes },
    layer: sequence([
      flatten(),
      ...hidden.flatMap((outputs, index) => {
        const [name, norm] = [`dense_${index + 1}`, `norm_${index + 1}`];
        return ghostBatchSize === undefined
          ? [dense(name, { outputs, kernel }), relu()]
          : [
            dense(name, { outputs, kernel, bias: false }),
            ghostBatchNorm(norm, { ghostBatchSize }),
            relu(),
          ];
      }),
      dense(`dense_${hidden.length + 1}`, { outputs: classes, kernel }),
    ]),
  });
}

/** Sizes of F1; the defaults are the paper's. */
export interface F1Options {
  /** Shape of one input; it is flattened. */
  inputShape?: readonly number[];
  /** Width of each of the seven hidden layers. */
  width?: number;
  /** Number of classes. */
  classes?: number;
}

/**
 * F1: seven hidden layers of `width` ReLU units; 1,900,510 parameters at the
 * paper's sizes. Kernels are Glorot-uniform.
 *
 * Source: "Improved generalization by noise enhancement", section 3.
 */
export function f1({
  inputShape = [28, 28, 1],
  width = 500,
  classes = 10,
}: F1Options = {}): Model {
  const hidden = Array.from({ length: 7 }, () => width);
  return mlp({ inputShape, hidden, classes });
}
