import * as tf from "@tensorflow/tfjs-core";
import type { GradientMethod } from "../core/method.ts";
import { countScalars, mapTensors } from "../core/tensors.ts";
import { fisherNoise, type FisherNoiseOptions } from "./fisher_noise.ts";

/**
 * Fisher-trace noise: g + c (Tr F / d)^{1/2} ξ, ξ ~ N(0, I_d), d being the
 * number of parameters and F = Σ w_i² g_i g_iᵀ / Σ w_i² estimated from the
 * step's own examples: isotropic noise with as much variance in all as
 * diagonal-Fisher noise. Scale 0 is plain SGD, bit for bit.
 *
 * It costs what diagonal-Fisher noise costs.
 *
 * @throws {RangeError} as {@linkcode noiseScale}, and unless
 * `statisticExamples` is a positive integer.
 *
 * Source: Wen et al., "An empirical study of stochastic gradient descent with
 * structured covariance noise" (2020), section 5.4, with the factor c that
 * "the same variance" asks for.
 */
export function fisherTraceNoise(options: FisherNoiseOptions): GradientMethod {
  return fisherNoise(options, {
    name: "Fisher-trace noise",
    statistic: "squared gradients",
    noise: ({ statistic, normals, c }) => {
      const sums = Object.values(statistic).map((squares) => tf.sum(squares));
      const trace = tf.sum(tf.stack(sums));
      const mean = tf.div(trace, countScalars(normals));
      const deviation = tf.mul(tf.sqrt(mean), c);
      return mapTensors(normals, (normal) => tf.mul(normal, deviation));
    },
  });
}
