/**
 * Gradients as they are without any noise method: what measurements compare
 * with.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import type { Dataset } from "../../core/dataset.ts";
import { type Key, rootKey } from "../../core/key.ts";
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
  { step, key = rootKey(0), ...options }: PlainGradientOptions,
): Pick<Sums, "gradient" | "loss"> {
  const batches = weightedBatches({
    ...{ ...options, key, model: step.model, random: step.engine.random },
    parts: { weights: PLAIN_WEIGHTS, gradient: [] },
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
 * The gradient ∇ℓ_i of each example by itself, for a network that does not
 * normalise over examples; the caller owns them.
 */
export function exampleGradients(
  parameters: NamedTensors,
  { indices, ...options }: PlainGradientOptions,
): NamedTensors[] {
  return Array.from(indices, (index) => {
    const { gradient, loss } = plainGradient(parameters, {
      ...{ ...options, indices: Uint32Array.of(index) },
    });
    disposeTensors({ loss });
    return gradient;
  });
}
