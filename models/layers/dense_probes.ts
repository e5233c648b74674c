import * as tf from "@tensorflow/tfjs-core";
import {
  contributions,
  first,
  type ProbeInputs,
  type ProbeTable,
} from "./probes.ts";

/**
 * The gradient statistics of y = x W + b, with saved inputs `[x]`. Sums over
 * examples i, δ being that of the loss as it is differentiated, a sum or a
 * mean:
 *
 * - Σ x_i² ⊗ δ_i² for W and Σ δ_i² for b, as one matrix product;
 * - Σ a_i a_iᵀ with a_i = (x_i, 1), or x_i without a bias, and Σ δ_i δ_iᵀ;
 * - Σ x_i ⊗ δ_i for W and Σ δ_i for b.
 *
 * Source: Goodfellow, "Efficient per-example gradient computations" (2015);
 * Martens and Grosse, "Optimizing neural networks with Kronecker-factored
 * approximate curvature" (2015), section 3.
 */
export function denseProbes(
  name: string,
  { inputs, outputs, bias }: {
    inputs: number;
    outputs: number;
    bias: boolean;
  },
): ProbeTable {
  const width = inputs + (bias ? 1 : 0);
  const deltaOf = ({ delta, examples }: ProbeInputs) =>
    first(delta, examples) as tf.Tensor2D;
  const xOf = ({ saved: [x], examples }: ProbeInputs) =>
    first(x!, examples) as tf.Tensor2D;
  return {
    "squared gradients": {
      [`${name}/kernel`]: {
        shape: [inputs, outputs],
        multiplyAdds: inputs * outputs,
        statistic: (given) =>
          tf.matMul(tf.square(xOf(given)), tf.square(deltaOf(given)), true),
      },
      ...(bias
        ? {
          [`${name}/bias`]: {
            shape: [outputs],
            statistic: (given) => tf.sum(tf.square(deltaOf(given)), 0),
          },
        }
        : {}),
    },
    "Kronecker factors": {
      [`${name}/inputs`]: {
        shape: [width, width],
        multiplyAdds: width * width,
        statistic: (given) => {
          if (!bias) return squares(xOf(given));
          const ones = tf.fill([given.examples, 1], 1) as tf.Tensor2D;
          return squares(tf.concat([xOf(given), ones], 1));
        },
      },
      [`${name}/outputs`]: {
        shape: [outputs, outputs],
        multiplyAdds: outputs * outputs,
        statistic: (given) => squares(deltaOf(given)),
      },
    },
    "contributions": {
      ...contributions(`${name}/kernel`, {
        shape: [inputs, outputs],
        gradient: ({ delta, saved: [x] }) =>
          tf.matMul(x as tf.Tensor2D, delta as tf.Tensor2D, true),
      }),
      ...(bias
        ? contributions(`${name}/bias`, {
          shape: [outputs],
          gradient: ({ delta }) => tf.sum(delta, 0),
        })
        : {}),
    },
  };
}

/** Σ v vᵀ over the rows v of a matrix. */
export function squares(rows: tf.Tensor2D): tf.Tensor2D {
  return tf.matMul(rows, rows, true);
}
