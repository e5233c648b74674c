import * as tf from "@tensorflow/tfjs-core";
import type { GradientMethod } from "../core/method.ts";
import { mapTensors, tensorNamed } from "../core/tensors.ts";
import { fisherNoise, type FisherNoiseOptions } from "./fisher_noise.ts";

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
  options: FisherNoiseOptions,
): GradientMethod {
  return fisherNoise(options, {
    name: "diagonal-Fisher noise",
    statistic: "squared gradients",
    noise: ({ statistic, normals, c }) =>
      mapTensors(normals, (normal, name) => {
        const deviation = tf.sqrt(tensorNamed(statistic, name));
        return tf.mul(deviation, tf.mul(normal, c));
      }),
  });
}
