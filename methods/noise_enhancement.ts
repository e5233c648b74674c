import type { ExampleWeightMethod } from "../core/method.ts";
import { checkBatchSize } from "../core/check_batch_size.ts";
import { sgd } from "./sgd.ts";

/** Hyper-parameters of noise enhancement. */
export interface NoiseEnhancementOptions {
  /** Enhancement α; α = 1 is plain SGD, bit for bit. Any finite number. */
  alpha: number;
  /**
   * Whether B_t and B'_t are drawn from independent permutations of the epoch
   * (the paper's wording) or are disjoint parts of one.
   */
  sampling?: "independent" | "disjoint";
}

/**
 * Noise enhancement: α ∇L_{B_t} + (1 - α) ∇L_{B'_t} over two minibatches of
 * the same size B, as example weights α/B on B_t and (1 - α)/B on B'_t.
 *
 * The gradient's mean is unchanged. Its covariance is that of plain SGD times
 * {@link covarianceFactor} for independent minibatches; for disjoint ones it is,
 * exactly, that of plain SGD at the batch size {@link effectiveBatchSize}.
 *
 * @throws {RangeError} if `alpha` is not a finite number, or `sampling` is
 * neither.
 *
 * Source: "Improved generalization by noise enhancement", eq. 6.
 */
export function noiseEnhancement(
  { alpha, sampling = "independent" }: NoiseEnhancementOptions,
): ExampleWeightMethod {
  checkAlpha(alpha);
  if (sampling !== "independent" && sampling !== "disjoint") {
    throw new RangeError(
      `Cannot enhance noise: sampling must be "independent" or "disjoint", current value "${sampling}"`,
    );
  }
  if (alpha === 1) return sgd();
  return {
    name: `noise enhancement α=${alpha}${
      sampling === "disjoint" ? ", disjoint" : ""
    }`,
    place: "example weights",
    minibatches: 2,
    sampling,
    weights: (batchSize) => {
      checkBatchSize(batchSize);
      const weights = new Float32Array(2 * batchSize);
      weights.fill(alpha / batchSize, 0, batchSize);
      weights.fill((1 - alpha) / batchSize, batchSize);
      return weights;
    },
  };
}

/**
 * f = α² + (1 - α)²: the covariance of the noise-enhanced gradient divided by
 * that of plain SGD at the same batch size. Dimensionless; exact for
 * independent minibatches.
 *
 * @throws {RangeError} if `alpha` is not a finite number.
 *
 * Source: eq. 10, second line.
 */
export function covarianceFactor(alpha: number): number {
  checkAlpha(alpha);
  return alpha ** 2 + (1 - alpha) ** 2;
}

/**
 * B_eff = B / f, in examples: the batch size at which plain SGD has the same
 * noise covariance, for a training set much larger than B.
 *
 * @throws {RangeError} if `batchSize` is not a positive integer or `alpha` is
 * not a finite number.
 *
 * Source: eq. 11.
 */
export function effectiveBatchSize(batchSize: number, alpha: number): number {
  checkBatchSize(batchSize);
  return batchSize / covarianceFactor(alpha);
}

function checkAlpha(alpha: number): void {
  if (!Number.isFinite(alpha)) {
    throw new RangeError(
      `Cannot enhance noise: alpha must be a finite number, current value ${alpha}`,
    );
  }
}
