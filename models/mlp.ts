import type { Model } from "../core/model.ts";
import { glorotUniform } from "./glorot_uniform.ts";
import { sizeOf } from "./initialiser.ts";
import { dense } from "./layers/dense.ts";
import { flatten } from "./layers/flatten.ts";
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
}

/**
 * A fully connected network: dense layers with ReLU, the last one without.
 * Kernels are Glorot-uniform, biases 0. `f1` is the paper's instance.
 *
 * Layer l computes a_l = ReLU(a_{l-1} W_l + b_l), W_l `[in, out]`, under the
 * names "dense_l/kernel" and "dense_l/bias", l = 1, 2, ….
 */
export function mlp({ inputShape, hidden, classes }: MlpOptions): Model {
  const kernel = glorotUniform;
  return network({
    name: `mlp ${[sizeOf(inputShape), ...hidden, classes].join("-")}`,
    inputShape,
    classes,
    layer: sequence([
      flatten(),
      ...hidden.flatMap((outputs, index) => [
        dense(`dense_${index + 1}`, { outputs, kernel }),
        relu(),
      ]),
      dense(`dense_${hidden.length + 1}`, { outputs: classes, kernel }),
    ]),
  });
}

/**
 * F1: 784 inputs, 7 hidden layers of `width` = 500 ReLU units, 10 classes;
 * 1,900,510 parameters at that width.
 *
 * Source: "Improved generalization by noise enhancement", section 3.
 */
export function f1({ width = 500 }: { width?: number } = {}): Model {
  return mlp({
    inputShape: [28, 28, 1],
    hidden: Array.from({ length: 7 }, () => width),
    classes: 10,
  });
}
