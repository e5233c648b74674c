import * as tf from "@tensorflow/tfjs-core";
import type { EvaluationPointMethod } from "../core/method.ts";
import { checkNoiseCoefficient } from "./check_noise_coefficient.ts";
import { checkWorkers } from "./check_workers.ts";
import { dataParallelSgd } from "./data_parallel_sgd.ts";
import { allFilterNorms, displaced } from "./filter_wise.ts";

/** Hyper-parameters of gradient noise convolution. */
export interface GncOptions {
  /** Noise coefficient α; 0 is data-parallel SGD, bit for bit. */
  alpha: number;
  /** Number of workers M; 1 is data-parallel SGD, bit for bit. */
  workers: number;
  /** Whether the noise of each filter is multiplied by the filter's norm. */
  filterWise?: boolean;
}

/**
 * Gradient noise convolution (GNC): worker i takes its gradient at
 *
 *     x_i^(p) = x^(p) - α η ‖x^(p)‖ ω_i^(p)   for each filter p (eq. 6), or
 *     x_i = x - α η ω_i                       without filter-wise scaling,
 *
 * ω_i = g_i - ḡ being how its mean gradient differed from the mean of all
 * workers' in the step before, 0 in the first step; η is the present learning
 * rate. Σ ω_i = 0, so the points' mean is x.
 *
 * @throws {RangeError} if `alpha` is negative or not finite, or `workers` is
 * not a positive integer.
 *
 * Source: "Gradient Noise Convolution", algorithm 1, eqs. 3, 4 and 6.
 */
export function gnc(
  { alpha, workers, filterWise = true }: GncOptions,
): EvaluationPointMethod {
  checkNoiseCoefficient(alpha);
  checkWorkers(workers);
  if (alpha === 0 || workers === 1) return dataParallelSgd({ workers });
  return {
    name: `GNC α=${alpha} M=${workers}${filterWise ? "" : ", unscaled"}`,
    place: "point of evaluation",
    workers,
    remembers: "deviation",
    ...(filterWise ? { common: allFilterNorms } : {}),
    point: (parameters, { learningRate, deviation, common: norms }) => {
      if (deviation === undefined) {
        throw new TypeError(
          "Cannot make a point of GNC: the worker's deviation is missing",
        );
      }
      return tf.tidy(() =>
        displaced(parameters, {
          noise: deviation,
          length: tf.mul(learningRate, alpha),
          scaling: filterWise ? "filter norm" : "none",
          norms,
        })
      );
    },
  };
}
