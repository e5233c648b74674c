/**
 * The least network and noise methods that fulfil the contracts in core, for
 * tests of what depends on nothing else of models and methods.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { split } from "../../core/key.ts";
import type { ExampleWeightMethod } from "../../core/method.ts";
import type { Model } from "../../core/model.ts";
import { normal } from "../../core/random.ts";
import { tensorNamed } from "../../core/tensors.ts";

/** Shape of the images that {@linkcode network} takes. */
export const imageShape = [3, 3, 1] as const;

/** Dense layers of the given widths, ReLU between them; normal kernels. */
export function network(
  { hidden, classes }: { hidden: readonly number[]; classes: number },
): Model {
  const widths = [9, ...hidden, classes];
  const layers = widths.slice(1).map((outputs, i) => ({
    name: `layer ${i + 1}`,
    inputs: widths[i]!,
    outputs,
  }));
  return {
    name: `network ${widths.join("-")}`,
    inputShape: imageShape,
    classes,
    parameterCount: layers.reduce(
      (sum, { inputs, outputs }) => sum + (inputs + 1) * outputs,
      0,
    ),
    multiplyAdds: layers.reduce(
      (sum, { inputs, outputs }) => sum + inputs * outputs,
      0,
    ),
    init: (key) =>
      Object.fromEntries(layers.flatMap(({ name, inputs, outputs }) => {
        const scale = 1 / Math.sqrt(inputs);
        const kernel = normal(split(key, name), inputs * outputs)
          .map((z) => z * scale);
        return [
          [`${name}/kernel`, tf.tensor2d(kernel, [inputs, outputs])],
          [`${name}/bias`, tf.zeros([outputs])],
        ];
      })),
    initStatistics: () => ({}),
    apply: (parameters, { x }) => {
      const logits = layers.reduce((activation, { name }, i) => {
        const kernel = tensorNamed(parameters, `${name}/kernel`);
        const bias = tensorNamed(parameters, `${name}/bias`);
        const input = i === 0 ? activation : tf.relu(activation);
        return tf.add(tf.matMul(input, kernel), bias);
      }, tf.reshape(x, [-1, 9]));
      return { logits: logits as tf.Tensor2D, statistics: {} };
    },
  };
}

/** Every example of one minibatch weighs 1/B. */
export const plain: ExampleWeightMethod = {
  name: "plain",
  place: "example weights",
  minibatches: 1,
  sampling: "independent",
  weights: (batchSize) => new Float32Array(batchSize).fill(1 / batchSize),
};

/** Weights α/B in one minibatch and (1-α)/B in another. */
export function enhanced(alpha: number): ExampleWeightMethod {
  return {
    ...plain,
    name: `enhanced ${alpha}`,
    minibatches: 2,
    weights: (batchSize) =>
      new Float32Array(2 * batchSize)
        .fill(alpha / batchSize, 0, batchSize)
        .fill((1 - alpha) / batchSize, batchSize),
  };
}
