import * as tf from "@tensorflow/tfjs-core";
import { disposeTensors, type NamedTensors } from "../core/tensors.ts";
import {
  gradientEstimate,
  type GradientEstimateOptions,
} from "./gradient_estimate.ts";
import type { WeightedBatch } from "./microbatch_sums.ts";
import type { StepResult } from "./step.ts";
import { disposeBatch, weightedBatches } from "./weighted_batches.ts";

/** What one step is made of. */
export interface TrainOneStepOptions extends GradientEstimateOptions {
  /** The optimizer's state. */
  state: NamedTensors;
  /** The learning rate. */
  learningRate: number;
}

/** What one step answers; the caller owns all of it. */
export interface OneStep extends StepResult {
  /** As in {@linkcode GradientEstimate}. */
  methodState: NamedTensors;
}

/**
 * One step: the gradient estimate and the optimizer's update by it. The caller
 * owns the result and keeps owning the arguments.
 *
 * A step of one microbatch runs as a whole, which is faster and has the same
 * numbers as {@linkcode gradientEstimate} followed by the update.
 *
 * @throws {RangeError} if the learning rate is negative or not finite, and as
 * {@linkcode gradientEstimate}.
 */
export function trainOneStep(
  parameters: NamedTensors,
  { state, learningRate, ...options }: TrainOneStepOptions,
): OneStep {
  const { step, key } = options;
  if (!(learningRate >= 0 && learningRate < Infinity)) {
    throw new RangeError(
      `Cannot train a step: the learning rate must be finite and not negative, current value ${learningRate}`,
    );
  }
  const rate = tf.scalar(learningRate);
  try {
    const batch = onlyBatch(options);
    if (batch !== undefined) {
      const keys = step.gradientKeys(key);
      const inputs = { state, learningRate: rate, batch, keys };
      const result = step.update(parameters, inputs);
      disposeBatch(batch);
      tf.dispose(keys);
      return { ...result, methodState: {} };
    }
    const { gradient, ...estimate } = gradientEstimate(parameters, {
      ...{ ...options, learningRate },
    });
    const inputs = { state, learningRate: rate, gradient };
    const updated = step.apply(parameters, inputs);
    disposeTensors(gradient);
    return { ...updated, ...estimate };
  } finally {
    rate.dispose();
  }
}

/** The microbatch of a step that has one, at the parameters themselves. */
function onlyBatch(
  { step: { engine, model, parts }, ...options }: GradientEstimateOptions,
): WeightedBatch | undefined {
  if (parts.point !== undefined) return undefined;
  const { random } = engine;
  const [make, ...further] = weightedBatches({
    ...{ ...options, random, model, parts },
  });
  return further.length === 0 ? make?.() : undefined;
}
