import type { ExampleWeightMethod } from "../core/method.ts";
import { PLAIN_WEIGHTS } from "../core/method_parts.ts";
import {
  noiseScale,
  noiseScaleName,
  type NoiseScaleOptions,
} from "./noise_scale.ts";
import { randomWeights } from "./random_weights.ts";

/**
 * Full-Fisher noise: ∇L_m + c F^{1/2} ξ, as example weights
 * 1/m + (c/√m) z_i, z_i ~ N(0, 1), on the m examples of one minibatch. It costs
 * what their random numbers cost.
 *
 * The noise n = (c/√m) Σ z_i g_i has mean zero and, given the minibatch,
 * exactly the covariance c² F, F = (1/m) Σ g_i g_iᵀ being the empirical Fisher
 * matrix; with batch normalisation g_i is what the outputs of example i
 * contribute to the gradient, as for diagonal-Fisher noise. Scale 0 is plain
 * SGD, bit for bit.
 *
 * @throws {RangeError} as {@linkcode noiseScale}.
 *
 * Source: Wen et al., "An empirical study of stochastic gradient descent with
 * structured covariance noise" (2020), eq. 5.
 */
export function fullFisherNoise(
  options: NoiseScaleOptions,
): ExampleWeightMethod {
  const c = noiseScale(options);
  if (c === 0) return PLAIN_WEIGHTS;
  return {
    ...PLAIN_WEIGHTS,
    weighs: "contributions",
    name: `full-Fisher noise ${noiseScaleName(options)}`,
    weights: (batchSize, key) =>
      randomWeights(key, {
        batchSize,
        deviation: c * Math.sqrt(batchSize),
      }),
  };
}
