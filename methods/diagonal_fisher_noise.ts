import * as tf from "@tensorflow/tfjs-core";
import type { GradientMethod } from "../core/method.ts";
import { mapTensors, tensorNamed } from "../core/tensors.ts";
import {
  fisherEstimate,
  type FisherEstimateOptions,
} from "./fisher_estimate.ts";
import {
  noiseScale,
  noiseScaleName,
  type NoiseScaleOptions,
} from "./noise_scale.ts";
import { standardNormals } from "./standard_normals.ts";

/**
 * Diagonal-Fisher noise: g + c diag(F)^{1/2} ξ, ξ ~ N(0, I), F = Σ w_i² g_i² /
 * Σ w_i² being estimated from the step's own examples: the noise has mean zero
 * and covariance c² diag(F). Scale 0 is plain SGD, bit for bit.
 *
 * The statistic costs as much arithmetic as a forward pass of its examples, and
 * each parameter a random number.
 *
 * @throws {RangeError} as {@linkcode noiseScale}, and unless
 * `statisticExamples` is a positive integer.
 *
 * Source: Wen et al., "An empirical study of stochastic gradient descent with
 * structured covariance noise" (2020), eq. 6, algorithm 1.
 */
export function diagonalFisherNoise(
  options: NoiseScaleOptions & FisherEstimateOptions,
): GradientMethod {
  const c = noiseScale(options);
  return {
    name: `diagonal-Fisher noise ${noiseScaleName(options)}`,
    place: "gradient",
    statistic: c === 0 ? "none" : "squared gradients",
    ...fisherEstimate(options),
    perturbation: (gradient, { statistic, ...draws }) => {
      if (c === 0) return {};
      return tf.tidy(() => {
        const normals = standardNormals(gradient, draws);
        return mapTensors(gradient, (_, name) => {
          const deviation = tf.sqrt(tensorNamed(statistic, name));
          return tf.mul(deviation, tf.mul(tensorNamed(normals, name), c));
        });
      });
    },
  };
}
