import * as tf from "@tensorflow/tfjs-core";
import type { EvaluationPointMethod } from "../core/method.ts";
import { splitVector } from "../core/split_vector.ts";
import { countScalars } from "../core/tensors.ts";
import { checkNoiseCoefficient } from "./check_noise_coefficient.ts";
import { checkWorkers } from "./check_workers.ts";
import { dataParallelSgd } from "./data_parallel_sgd.ts";
import { allFilterNorms, displaced } from "./filter_wise.ts";

/** Hyper-parameters of random noise convolution. */
export interface RncOptions {
  /** Noise coefficient α; 0 is data-parallel SGD, bit for bit. */
  alpha: number;
  /** Number of workers M. */
  workers: number;
  /** Whether each filter is displaced by α η times its own norm. */
  filterWise?: boolean;
}

/**
 * Random noise convolution (RNC): worker i takes its gradient at
 *
 *     x_i^(p) = x^(p) - α η ‖x^(p)‖ ω_i^(p) / ‖ω_i^(p)‖   for each filter p
 *                                                         (eq. 5), or
 *     x_i = x - α η ω_i                          without filter-wise scaling,
 *
 * ω_i uniform on the cube [-1, 1]^l, l parameters, drawn for each worker and
 * step. Its mean is 0, that of the M points is x in expectation only.
 *
 * @throws {RangeError} if `alpha` is negative or not finite, or `workers` is
 * not a positive integer.
 *
 * Source: "Gradient Noise Convolution", section 2.3 and eq. 5.
 */
export function rnc(
  { alpha, workers, filterWise = true }: RncOptions,
): EvaluationPointMethod {
  checkNoiseCoefficient(alpha);
  checkWorkers(workers);
  if (alpha === 0) return dataParallelSgd({ workers });
  return {
    name: `RNC α=${alpha} M=${workers}${filterWise ? "" : ", unscaled"}`,
    place: "point of evaluation",
    workers,
    remembers: "nothing",
    ...(filterWise ? { common: allFilterNorms } : {}),
    point: (parameters, { learningRate, common: norms, key, random }) =>
      tf.tidy(() => {
        const draws = random.uniform(key, [countScalars(parameters)]);
        return displaced(parameters, {
          noise: splitVector(tf.sub(tf.mul(draws, 2), 1), parameters),
          length: tf.mul(learningRate, alpha),
          scaling: filterWise ? "filter norm, unit noise" : "none",
          norms,
        });
      }),
  };
}
