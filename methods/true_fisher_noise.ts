import type { ExampleWeightMethod } from "../core/method.ts";
import { PLAIN_WEIGHTS } from "../core/method_parts.ts";
import {
  noiseScale,
  noiseScaleName,
  type NoiseScaleOptions,
} from "./noise_scale.ts";
import { randomWeights } from "./random_weights.ts";

/**
 * True-Fisher noise: full-Fisher noise with the gradients ĝ_i of labels that
 * are drawn from the model's own prediction. Every example of one minibatch of
 * m weighs 1/m with its label and (c/√m) z_i, z_i ~ N(0, 1), with the drawn one.
 *
 * The noise n = (c/√m) Σ z_i ĝ_i has mean zero and, given the minibatch, the
 * covariance c² F, F = (1/m) Σ E[ĝ_i ĝ_iᵀ] being the Fisher matrix, with labels
 * of the model; with batch normalisation ĝ_i is what example i contributes, and
 * a step takes two passes. Scale 0 is plain SGD, bit for bit.
 *
 * @throws {RangeError} as {@linkcode noiseScale}.
 *
 * Source: Wen et al., "An empirical study of stochastic gradient descent with
 * structured covariance noise" (2020), section 4.2, eq. 8.
 */
export function trueFisherNoise(
  options: NoiseScaleOptions,
): ExampleWeightMethod {
  const c = noiseScale(options);
  if (c === 0) return PLAIN_WEIGHTS;
  return {
    ...PLAIN_WEIGHTS,
    weighs: "contributions",
    name: `true-Fisher noise ${noiseScaleName(options)}`,
    drawnLabelWeights: (batchSize, key) =>
      randomWeights(key, {
        ...{ batchSize, mean: 0 },
        deviation: c * Math.sqrt(batchSize),
      }),
  };
}
