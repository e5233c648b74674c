/**
 * Gradients as they are without any noise method: what measurements compare
 * with.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import type { Dataset } from "../../core/dataset.ts";
import { type Key, rootKey } from "../../core/key.ts";
import type { ExampleWeightMethod } from "../../core/method.ts";
import { PLAIN_WEIGHTS } from "../../core/method_parts.ts";
import { disposeTensors, type NamedTensors } from "../../core/tensors.ts";
import type { InputOptions } from "../batch.ts";
import { sumsOver } from "../gradient_estimate.ts";
import type { TrainingStep } from "../step.ts";
import { disposeSums, type Sums } from "../sums.ts";
import { weightedBatches } from "../weighted_batches.ts";

/** Which examples are used. */
export interface PlainGradientOptions extends Pick<InputOptions, "tables"> {
  /** A step of the model; its noise method is left out. */
  step: TrainingStep;
  /** Its training examples are used. */
  dataset: Dataset;
  /** Which of them. */
  indices: Uint32Array;
  /** Most examples in one backward pass. */
  microbatch?: number;
  /** What a network with dropout draws from. */
  key?: Key;
}

/**
 * (1/n) Σ ∇ℓ_i at the parameters, a mean over n examples, with its loss
 * (1/n) Σ ℓ_i in nats; the caller owns both. A network that normalises takes
 * the statistics of ghost batches.
 *
 * @throws {RangeError} as {@linkcode weightedBatches}.
 */
export function plainGradient(
  parameters: NamedTensors,
  options: PlainGradientOptions,
): Pick<Sums, "gradient" | "loss"> {
  return gradientOf(parameters, { ...options, weights: PLAIN_WEIGHTS });
}

/** Σ w_i ∇ℓ_i with its loss Σ w_i ℓ_i. */
function gradientOf(
  parameters: NamedTensors,
  { step, weights, key = rootKey(0), ...options }: PlainGradientOptions & {
    weights: ExampleWeightMethod;
  },
): Pick<Sums, "gradient" | "loss"> {
  const batches = weightedBatches({
    ...{ ...options, key, model: step.model, random: step.engine.random },
    parts: { weights, gradient: [] },
  });
  const { gradient, loss, ...others } = sumsOver(parameters, { step, batches });
  disposeSums({ ...others, gradient: {}, loss: tf.scalar(0) });
  return { gradient, loss };
}

/** {@linkcode plainGradient} over the whole training set. */
export function fullGradient(
  parameters: NamedTensors,
  options: Omit<PlainGradientOptions, "indices">,
): Pick<Sums, "gradient" | "loss"> {
  const { count } = options.dataset.train;
  const indices = Uint32Array.from({ length: count }, (_, i) => i);
  return plainGradient(parameters, { ...options, indices });
}

/**
 * The gradient g_i of each example; the caller owns them. In a network that
 * normalises it is what the example contributes to the gradient of Σ ℓ_i over
 * its ghost batch, which are so many consecutive `indices`.
 *
 * @throws {RangeError} as {@linkcode weightedBatches}, and if the last ghost
 * batch is a single example, which the network cannot normalise.
 */
export function exampleGradients(
  parameters: NamedTensors,
  { indices, ...options }: PlainGradientOptions,
): NamedTensors[] {
  const { ghostBatchSize = 1 } = options.step.model;
  return Array.from(indices, (_, i) => {
    const place = i % ghostBatchSize;
    const from = i - place;
    const { gradient, loss } = gradientOf(parameters, {
      ...{ ...options, weights: onlyThat(place) },
      indices: indices.slice(from, from + ghostBatchSize),
    });
    disposeTensors({ loss });
    return gradient;
  });
}

/** What the i-th example of a batch contributes, as weights: 1, others none. */
export function onlyThat(i: number): ExampleWeightMethod {
  return {
    ...PLAIN_WEIGHTS,
    weighs: "contributions",
    weights: (batchSize) =>
      Float32Array.from({ length: batchSize }, (_, j) => j === i ? 1 : 0),
  };
}
