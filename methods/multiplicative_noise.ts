import type { ExampleWeightMethod } from "../core/method.ts";
import { PLAIN_WEIGHTS } from "../core/method_parts.ts";
import { noiseScale, noiseScaleName } from "./noise_scale.ts";
import { randomWeights } from "./random_weights.ts";

/** Hyper-parameters of multiplicative noise. */
export type MultiplicativeNoiseOptions =
  /** Variance σ² of an example's factor. */
  | { readonly variance: number }
  /** σ² = (M_L - M_S) / M_S, which is full-Fisher noise at M_L examples. */
  | { readonly smallBatch: number; readonly largeBatch: number };

/**
 * Multiplicative Gaussian noise: (1/m) Σ z_i g_i, z_i ~ N(1, σ²), as example
 * weights z_i/m on one minibatch of m.
 *
 * Given the minibatch the gradient's mean is unchanged and its covariance is
 * (σ²/m) F, F = (1/m) Σ g_i g_iᵀ with g_i as for full-Fisher noise. Variance 0
 * is plain SGD, bit for bit.
 *
 * @throws {RangeError} unless `variance` is finite and at least 0; for batches
 * as {@linkcode noiseScale}.
 *
 * Source: Hoffer et al., "Train longer, generalize better" (2017), section 4.
 */
export function multiplicativeNoise(
  options: MultiplicativeNoiseOptions,
): ExampleWeightMethod {
  const variance = varianceOf(options);
  if (!(variance >= 0 && Number.isFinite(variance))) {
    throw new RangeError(
      `Cannot multiply by noise: variance must be finite and at least 0, current value ${variance}`,
    );
  }
  if (variance === 0) return PLAIN_WEIGHTS;
  return {
    ...PLAIN_WEIGHTS,
    weighs: "contributions",
    name: `multiplicative noise ${
      "variance" in options ? `σ²=${variance}` : noiseScaleName(options)
    }`,
    weights: (batchSize, key) =>
      randomWeights(key, { batchSize, deviation: Math.sqrt(variance) }),
  };
}

function varianceOf(options: MultiplicativeNoiseOptions): number {
  if ("variance" in options) return options.variance;
  noiseScale(options); // Refuses what are no two batches.
  const { smallBatch, largeBatch } = options;
  return (largeBatch - smallBatch) / smallBatch;
}
