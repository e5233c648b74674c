import * as tf from "@tensorflow/tfjs-core";
import { split } from "../../core/key.ts";
import type { GradientMethod } from "../../core/method.ts";
import { PLAIN_WEIGHTS } from "../../core/method_parts.ts";
import { disposeTensors, type NamedTensors } from "../../core/tensors.ts";
import { sumsOver } from "../gradient_estimate.ts";
import { gradientDescent } from "../optimizers/gradient_descent.ts";
import { dot, vectorOf } from "../probes/vectors.ts";
import { trainingStep } from "../step.ts";
import { disposeSums } from "../sums.ts";
import type { TrainingMeasurement } from "../training_measurement.ts";
import { weightedBatches } from "../weighted_batches.ts";

const STATISTIC = "squared gradients";

/** Asks for the statistic, and adds nothing. */
const OBSERVER: GradientMethod = {
  ...{ name: "observer", place: "gradient", statistic: STATISTIC },
  perturbation: () => ({}),
};

/**
 * "gradient_variance": Tr Σ̂ over the training set, Σ̂ being the population
 * covariance (divisor N) of the per-example gradients: the mean of ‖g_i‖² less
 * ‖∇L‖². And "gradient_norm", ‖∇L‖. For a network without normalisation.
 *
 * @throws {RangeError} for a network that gives no squared gradients.
 */
export const gradientVariance: Pick<TrainingMeasurement, "measure"> = {
  measure: async (moment) => {
    const { step, dataset, tables, parameters, microbatch, key } = moment;
    const { engine, model } = step;
    const { random } = engine;
    const observing = trainingStep(engine, {
      ...{ model, optimizer: gradientDescent(), method: OBSERVER },
    });
    const { count } = dataset.train;
    const batches = weightedBatches({
      ...{ dataset, tables, model, random, microbatch },
      indices: Uint32Array.from({ length: count }, (_, i) => i),
      parts: { weights: PLAIN_WEIGHTS, gradient: [OBSERVER] },
      key: split(key, "dropout"),
    });
    const sums = sumsOver(parameters, { step: observing, batches });
    const gradient = await vectorOf(sums.gradient);
    // Each is of ∇ℓ_i / N, so that their sum is the mean of ‖g_i‖² over N.
    const squares = await totalOf(sums.observed!.sums[STATISTIC]!);
    disposeSums(sums);
    const squaredNorm = dot(gradient, gradient);
    return {
      gradient_variance: count * squares - squaredNorm,
      gradient_norm: Math.sqrt(squaredNorm),
    };
  },
};

async function totalOf(tensors: NamedTensors): Promise<number> {
  let total = 0;
  for (const tensor of Object.values(tensors)) {
    const sum = tf.sum(tensor);
    total += (await sum.data())[0]!;
    disposeTensors({ sum });
  }
  return total;
}
