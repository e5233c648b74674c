import * as tf from "@tensorflow/tfjs-core";
import { tensorNamed } from "../../core/tensors.ts";
import type { LayerFor } from "./layer.ts";
import {
  contributions,
  first,
  observed,
  type Probe,
  type ProbeTable,
} from "./probes.ts";

/**
 * y = α x with one scalar α "name/alpha", which starts at 0: at the end of a
 * residual branch it makes the block start as its short cut.
 *
 * Source: De and Smith, "Batch normalization biases residual blocks towards
 * the identity function in deep networks" (2020), "SkipInit".
 */
export function scale(name: string): LayerFor {
  const alpha = { [`${name}/alpha`]: squaredContributions };
  const table: ProbeTable = {
    "squared gradients": alpha,
    "Kronecker factors": alpha,
    "contributions": contributions(`${name}/alpha`, {
      shape: [],
      gradient: ({ delta, saved: [x] }) => tf.sum(tf.mul(delta, x!)),
    }),
  };
  return (inputShape) => ({
    outputShape: inputShape,
    multiplyAdds: 0,
    parameters: { [`${name}/alpha`]: { shape: [], values: 0 } },
    statistics: {},
    probes: table,
    apply: (x, { parameters, probes }) => {
      const y = tf.mul(x, tensorNamed(parameters, `${name}/alpha`));
      return { y: observed(y, { table, probes, saved: [x] }), statistics: {} };
    },
  });
}

/**
 * Σ_i (Σ_p δ_ip x_ip)² over the observed examples i, δ being that of the loss
 * as it is differentiated, a sum or a mean. α is no matrix: it has this in
 * place of Kronecker factors too.
 */
const squaredContributions: Probe = {
  shape: [],
  statistic: ({ delta, saved: [x], examples }) => {
    const products = tf.mul(first(delta, examples), first(x!, examples));
    const ofExamples = tf.sum(tf.reshape(products, [examples, -1]), 1);
    return tf.sum(tf.square(ofExamples));
  },
};
