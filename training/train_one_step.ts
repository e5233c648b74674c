import * as tf from "@tensorflow/tfjs-core";
import { disposeTensors, type NamedTensors } from "../core/tensors.ts";
import {
  gradientEstimate,
  type GradientEstimateOptions,
} from "./gradient_estimate.ts";
import type { StepResult } from "./step.ts";
import { disposeBatch, weightedBatches } from "./weighted_batches.ts";

/** What one step is made of. */
export interface TrainOneStepOptions extends GradientEstimateOptions {
  /** The optimizer's state. */
  state: NamedTensors;
  /** The learning rate. */
  learningRate: number;
}

/**
 * One step: the gradient estimate and the optimizer's update by it. The caller
 * owns the result and keeps owning the arguments.
 *
 * A step of one microbatch runs as a whole, which is faster and has the same
 * numbers as {@linkcode gradientEstimate} followed by the update.
 *
 * @throws {RangeError} as {@linkcode gradientEstimate}.
 */
export function trainOneStep(
  parameters: NamedTensors,
  { state, learningRate, ...options }: TrainOneStepOptions,
): StepResult {
  const { step, key } = options;
  const { model, parts } = step;
  const rate = tf.scalar(learningRate);
  try {
    const [make, ...further] = weightedBatches({ ...options, model, parts });
    const isWhole = further.length === 0 && parts.point === undefined;
    if (make !== undefined && isWhole) {
      const [batch, keys] = [make(), step.gradientKeys(key)];
      const inputs = { state, learningRate: rate, batch, keys };
      const result = step.update(parameters, inputs);
      disposeBatch(batch);
      tf.dispose(keys);
      return result;
    }
    const { gradient, loss, statistics } = gradientEstimate(
      parameters,
      options,
    );
    const inputs = { state, learningRate: rate, gradient };
    const updated = step.apply(parameters, inputs);
    disposeTensors(gradient);
    return { ...updated, loss, statistics };
  } finally {
    rate.dispose();
  }
}
