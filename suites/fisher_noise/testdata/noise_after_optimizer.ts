import * as tf from "@tensorflow/tfjs-core";
import {
  disposeTensors,
  mapTensors,
  tensorNamed,
} from "../../../core/tensors.ts";
import { gradientEstimate } from "../../../training/gradient_estimate.ts";
import type { trainOneStep } from "../../../training/train_one_step.ts";

/**
 * A step that updates by the gradient alone and then moves the parameters by
 * the noise, so that no velocity has any of it.
 */
export const noiseAfterOptimizer: typeof trainOneStep = (
  parameters,
  { step, state, learningRate, ...options },
) => {
  const quiet = { ...step, parts: { ...step.parts, gradient: [] } };
  const plain = gradientEstimate(parameters, { ...options, step: quiet });
  const noisy = gradientEstimate(parameters, { ...options, step });
  const rate = tf.scalar(learningRate);
  const { gradient, ...sums } = plain;
  const updated = step.apply(parameters, {
    ...{ state, gradient, learningRate: rate },
  });
  const moved = tf.tidy(() =>
    mapTensors(updated.parameters, (x, name) => {
      const noise = tf.sub(
        tensorNamed(noisy.gradient, name),
        tensorNamed(gradient, name),
      );
      return tf.sub(x, tf.mul(rate, noise));
    })
  );
  for (
    const old of [
      ...[updated.parameters, gradient, noisy.gradient, noisy.statistics],
      ...[noisy.methodState, { rate, loss: noisy.loss }],
    ]
  ) disposeTensors(old);
  return { ...sums, parameters: moved, state: updated.state };
};
