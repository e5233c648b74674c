/**
 * Ways to get training wrong that tests of several papers' claims share.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import type { sgd } from "../../methods/sgd.ts";
import type { minibatchesOfEpoch } from "../../training/minibatches.ts";
import type { Optimizer } from "../../training/optimizers/optimizer.ts";

/** An optimizer whose learning rates are `factor` times as large. */
export function atRate(optimizer: Optimizer, factor: number): Optimizer {
  return {
    ...optimizer,
    update: ({ learningRate, ...inputs }) =>
      optimizer.update({
        ...inputs,
        learningRate: tf.mul(learningRate, factor),
      }),
  };
}

/** Plain SGD with the sum of a minibatch's gradients in place of the mean. */
export function summed(plain: typeof sgd): typeof sgd {
  return () => {
    const method = plain();
    return {
      ...method,
      weights: (batchSize, key) =>
        method.weights(batchSize, key).map((weight) => weight * batchSize),
    };
  };
}

/** Epochs whose first minibatch comes again in place of the second. */
export function firstTwice(
  minibatches: typeof minibatchesOfEpoch,
): typeof minibatchesOfEpoch {
  return function* (key, options) {
    const [first, , ...others] = minibatches(key, options);
    yield* [first!, first!, ...others];
  };
}
