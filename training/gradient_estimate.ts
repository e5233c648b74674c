import * as tf from "@tensorflow/tfjs-core";
import { disposeTensors, type NamedTensors } from "../core/tensors.ts";
import type { WeightedBatch } from "./microbatch_sums.ts";
import type { TrainingStep } from "./step.ts";
import { disposeObserved, disposeSums, type Sums } from "./sums.ts";
import {
  disposeBatch,
  weightedBatches,
  type WeightedBatchesOptions,
} from "./weighted_batches.ts";

/** What one gradient estimate is made of. */
export interface GradientEstimateOptions
  extends Omit<WeightedBatchesOptions, "model" | "parts" | "random"> {
  /** The step of the model with its noise method. */
  step: TrainingStep;
  /** The step's learning rate; a method that moves points needs it. */
  learningRate?: number;
  /**
   * What the method kept of the step before; `{}` in the first step, which is
   * the default. The caller keeps owning it.
   */
  methodState?: NamedTensors;
}

/** A gradient estimate and what else its passes came upon. */
export interface GradientEstimate extends Omit<Sums, "observed"> {
  /** What the method needs in the next step; `{}` for most. */
  methodState: NamedTensors;
}

/**
 * The gradient estimate of one step: Σ w_i g_i accumulated over microbatches,
 * and what the noise method adds to it; with the loss Σ w_i ℓ_i (nats) and the
 * sums of its batch statistics. The caller owns all of them. g_i is ∇ℓ_i, or
 * what example i contributes if that is what the method weighs.
 *
 * The size of the microbatches changes it by rounding only, but for a network
 * with dropout, whose masks are drawn for each pass. No ghost batch has examples
 * of two minibatches.
 *
 * @throws {RangeError} if `microbatch` is not a positive integer or holds no
 * ghost batch; as {@linkcode stepExamples}; as {@linkcode workerGradients} for a
 * method that moves points, and without its learning rate.
 */
export function gradientEstimate(
  parameters: NamedTensors,
  { step, ...options }: GradientEstimateOptions,
): GradientEstimate {
  const sums = accumulated(parameters, { step, ...options });
  if (step.parts.gradient.length === 0) return sums;
  const { loss, statistics, methodState, ...mean } = sums;
  const keys = step.gradientKeys(options.key);
  const gradient = step.perturb(mean, { keys });
  tf.dispose(keys);
  disposeTensors(mean.gradient);
  disposeObserved(mean.observed);
  return { gradient, loss, statistics, methodState };
}

/** Σ w_i g_i and what goes with it. */
function accumulated(
  parameters: NamedTensors,
  { step, learningRate, methodState = {}, ...options }: GradientEstimateOptions,
): Sums & { methodState: NamedTensors } {
  const { engine: { random }, model, parts } = step;
  if (step.workers !== undefined) {
    if (learningRate === undefined) {
      throw new RangeError(
        `Cannot move the points of ${parts.point?.name}: it needs the learning rate of the step`,
      );
    }
    const { state, ...sums } = step.workers(parameters, {
      ...{ ...options, learningRate, state: methodState },
    });
    return { ...sums, methodState: state };
  }
  const batches = weightedBatches({ ...options, random, model, parts });
  const sums = sumsOver(parameters, { step, batches });
  return { ...sums, methodState: {} };
}

/** The sums over microbatches, each made when it is its turn. */
export function sumsOver(
  parameters: NamedTensors,
  { step, batches }: {
    step: Pick<TrainingStep, "zero" | "accumulate">;
    batches: readonly (() => WeightedBatch)[];
  },
): Sums {
  return batches.reduce((sums, make) => {
    const batch = make();
    const next = step.accumulate(parameters, { sums, batch });
    disposeBatch(batch);
    disposeSums(sums);
    return next;
  }, step.zero(parameters));
}
