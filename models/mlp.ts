import * as tf from "@tensorflow/tfjs-core";
import { split } from "../core/key.ts";
import type { Model } from "../core/model.ts";
import { tensorNamed } from "../core/tensors.ts";
import { glorotUniform } from "./glorot_uniform.ts";
import { checkInputShape } from "./input_shape.ts";

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
  const inputs = inputShape.reduce((product, size) => product * size, 1);
  const widths = [inputs, ...hidden, classes];
  const layers = widths.slice(1).map((outputs, index) => ({
    name: `dense_${index + 1}`,
    inputs: widths[index]!,
    outputs,
  }));
  return {
    name: `mlp ${widths.join("-")}`,
    inputShape,
    classes,
    parameterCount: layers.reduce(
      (sum, layer) => sum + (layer.inputs + 1) * layer.outputs,
      0,
    ),
    init: (key) =>
      Object.fromEntries(layers.flatMap(({ name, inputs, outputs }) => [
        [
          `${name}/kernel`,
          tf.tensor2d(
            glorotUniform(split(key, `${name}/kernel`), { inputs, outputs }),
            [inputs, outputs],
          ),
        ],
        [`${name}/bias`, tf.zeros([outputs])],
      ])),
    apply: (parameters, x) => {
      checkInputShape(inputShape, x);
      return layers.reduce((activation, { name }, index) => {
        const affine = tf.add<tf.Tensor2D>(
          tf.matMul(
            activation,
            tensorNamed(parameters, `${name}/kernel`) as tf.Tensor2D,
          ),
          tensorNamed(parameters, `${name}/bias`),
        );
        return index < layers.length - 1 ? tf.relu(affine) : affine;
      }, tf.reshape(x, [x.shape[0]!, inputs]) as tf.Tensor2D);
    },
  };
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
