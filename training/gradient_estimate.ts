import * as tf from "@tensorflow/tfjs-core";
import type { Dataset } from "../core/dataset.ts";
import type { Key } from "../core/key.ts";
import type { Method } from "../core/method.ts";
import { disposeTensors, type NamedTensors } from "../core/tensors.ts";
import { batchOf } from "./batch.ts";
import type { Sums, TrainingStep } from "./step.ts";

/** What one gradient estimate is made of. */
export interface GradientEstimateOptions {
  /** The step of the model. */
  step: TrainingStep;
  /** The method that weighs the examples. */
  method: Method;
  /** Its training examples are used. */
  dataset: Dataset;
  /** The step's training examples, one minibatch after the other. */
  indices: Uint32Array;
  /** The step's noise key. */
  key: Key;
  /** Most examples in one backward pass. */
  microbatch?: number;
}

/**
 * The gradient estimate Σ w_i ∇ℓ_i of one step and its loss Σ w_i ℓ_i (nats),
 * accumulated over microbatches; the caller owns both.
 *
 * The size of the microbatches changes it by rounding only.
 *
 * @throws {RangeError} if `microbatch` is not a positive integer, or `indices`
 * are not minibatches of one size.
 */
export function gradientEstimate(
  parameters: NamedTensors,
  { step, method, dataset, indices, key, microbatch = 1000 }:
    GradientEstimateOptions,
): Sums {
  if (!Number.isSafeInteger(microbatch) || microbatch < 1) {
    throw new RangeError(
      `Cannot split a step: microbatch must be a positive integer, current value ${microbatch}`,
    );
  }
  const batchSize = indices.length / method.minibatches;
  if (!Number.isSafeInteger(batchSize) || batchSize < 1) {
    throw new RangeError(
      `Cannot make a step of ${method.minibatches} equal minibatches: it has ${indices.length} examples`,
    );
  }
  const weights = method.weights(batchSize, key);
  let sums = step.zero(parameters);
  for (let from = 0; from < indices.length; from += microbatch) {
    const to = from + microbatch;
    const batch = {
      ...batchOf(dataset.train, {
        indices: indices.subarray(from, to),
        imageShape: dataset.imageShape,
      }),
      weights: tf.tensor1d(weights.subarray(from, to)),
    };
    const next = step.accumulate(parameters, { sums, batch });
    disposeTensors(batch);
    disposeSums(sums);
    sums = next;
  }
  return sums;
}

function disposeSums({ gradient, loss }: Sums): void {
  disposeTensors(gradient);
  loss.dispose();
}
