import * as tf from "@tensorflow/tfjs-core";
import type { GradientMethod } from "../core/method.ts";
import { countScalars, mapTensors } from "../core/tensors.ts";
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
export function fisherTraceNoise(
  options: NoiseScaleOptions & FisherEstimateOptions,
): GradientMethod {
  const c = noiseScale(options);
  return {
    name: `Fisher-trace noise ${noiseScaleName(options)}`,
    place: "gradient",
    statistic: c === 0 ? "none" : "squared gradients",
    ...fisherEstimate(options),
    perturbation: (gradient, { statistic, ...draws }) => {
      if (c === 0) return {};
      return tf.tidy(() => {
        const sums = Object.values(statistic).map((squares) => tf.sum(squares));
        const trace = tf.sum(tf.stack(sums));
        const mean = tf.div(trace, countScalars(gradient));
        const deviation = tf.mul(tf.sqrt(mean), c);
        return mapTensors(
          standardNormals(gradient, draws),
          (normal) => tf.mul(normal, deviation),
        );
      });
    },
  };
}
