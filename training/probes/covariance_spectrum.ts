import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { NamedTensors } from "../../core/tensors.ts";
import { gramMatrix } from "./gram_matrix.ts";

/**
 * The n largest eigenvalues of the covariance matrix Σ = (1/n) Σ_i (g_i - ḡ)
 * (g_i - ḡ)ᵀ of n gradients, smallest first, in the square of the gradients'
 * unit. The smallest is 0 up to rounding, because deviations sum to 0; the
 * error of each is some 2^-24 of the largest. All are NaN where a product of
 * two gradients is not finite.
 *
 * @throws {RangeError} if there is no gradient.
 *
 * Source: "Gradient Noise Convolution", section 3.2.
 */
export async function covarianceSpectrum(
  gradients: readonly NamedTensors[],
): Promise<Float64Array> {
  const n = gradients.length;
  const gram = await gramMatrix(gradients);
  if (!gram.every(Number.isFinite)) return new Float64Array(n).fill(NaN);
  const { realEigenvalues } = new EigenvalueDecomposition(
    Matrix.from1DArray(n, n, gram),
    { assumeSymmetric: true },
  );
  return Float64Array.from(realEigenvalues).sort();
}

/**
 * κ = λ_max / λ_min*, λ_min* being the second-smallest eigenvalue of the
 * Gram matrix of n gradients: 1 for isotropic noise. For one layer give its
 * tensors alone. Single precision does not tell a κ above 2^24 / n, which is
 * what it answers then, and may be what it answers of gradients that are all
 * alike, for the rounding of their mean. NaN where no gradient deviates from the
 * mean as it is rounded, or a product of two is not finite.
 *
 * @throws {RangeError} if there are fewer than 2 gradients, or fewer
 * parameters than gradients.
 *
 * Source: "Gradient Noise Convolution", section 3.2.
 */
export async function conditionNumber(
  gradients: readonly NamedTensors[],
): Promise<number> {
  const n = gradients.length;
  if (n < 2) {
    throw new RangeError(
      `Cannot find a condition number: there must be at least 2 gradients, current number ${n}`,
    );
  }
  const parameters = Object.values(gradients[0]!)
    .reduce((sum, { size }) => sum + size, 0);
  if (parameters < n) {
    throw new RangeError(
      `Cannot find the condition number of ${n} gradients: they have but ${parameters} parameters`,
    );
  }
  const spectrum = await covarianceSpectrum(gradients);
  const largest = spectrum.at(-1)!;
  return largest / Math.max(spectrum[1]!, n * 2 ** -24 * largest);
}
