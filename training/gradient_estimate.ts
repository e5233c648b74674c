import * as tf from "@tensorflow/tfjs-core";
import type { NamedTensors } from "../core/tensors.ts";
import { disposeSums, type Sums, type TrainingStep } from "./step.ts";
import {
  weightedBatches,
  type WeightedBatchesOptions,
} from "./weighted_batches.ts";

/** What one gradient estimate is made of. */
export interface GradientEstimateOptions
  extends Omit<WeightedBatchesOptions, "model"> {
  /** The step of the model. */
  step: TrainingStep;
}

/**
 * The gradient estimate Σ w_i ∇ℓ_i of one step, its loss Σ w_i ℓ_i (nats) and
 * the sums of its batch statistics, accumulated over microbatches; the caller
 * owns all of them.
 *
 * The size of the microbatches changes it by rounding only. No ghost batch has
 * examples of two minibatches.
 *
 * @throws {RangeError} if `microbatch` is not a positive integer or holds no
 * ghost batch, or `indices` are not minibatches of one size.
 */
export function gradientEstimate(
  parameters: NamedTensors,
  { step, ...options }: GradientEstimateOptions,
): Sums {
  const batches = weightedBatches({ ...options, model: step.model });
  let sums = step.zero(parameters);
  for (const make of batches) {
    const batch = make();
    const next = step.accumulate(parameters, { sums, batch });
    tf.dispose([batch.x, batch.labels, batch.weights]);
    disposeSums(sums);
    sums = next;
  }
  return sums;
}
