import * as tf from "@tensorflow/tfjs-core";
import {
  mapTensors,
  type NamedTensors,
  tensorNamed,
} from "../../core/tensors.ts";
import { gramMatrix } from "./gram_matrix.ts";
import { norm, vectorOf } from "./vectors.ts";

/** What is known of a covariance matrix; the caller owns the tensors. */
export interface GradientCovariance {
  /** Its diagonal, under the parameters' names. */
  diagonal: NamedTensors;
  /** The sum of its diagonal. */
  trace: number;
  /** √(Σ_kl Σ_kl²). */
  frobeniusNorm: number;
}

/**
 * The covariance matrix Σ = (1/n) Σ_i (g_i - ḡ) (g_i - ḡ)ᵀ of n gradients,
 * without the matrix itself; in the square of the gradients' unit.
 *
 * Of the gradients of single examples it is the population covariance, whose
 * n-th is that of a mean over n examples drawn with replacement. Of gradients
 * that are means over b examples each it is about a b-th of that.
 *
 * @throws {RangeError} if there is no gradient.
 */
export async function gradientCovariance(
  gradients: readonly NamedTensors[],
): Promise<GradientCovariance> {
  const frobeniusNorm = norm(await gramMatrix(gradients));
  const diagonal = mapTensors(gradients[0]!, (_, name) =>
    tf.tidy(() => {
      const values = tf.stack(gradients.map((g) => tensorNamed(g, name)));
      return tf.mean(tf.squaredDifference(values, tf.mean(values, 0)), 0);
    }));
  const variances = await vectorOf(diagonal);
  const trace = variances.reduce((sum, variance) => sum + variance, 0);
  return { diagonal, trace, frobeniusNorm };
}
