import * as tf from "@tensorflow/tfjs-core";
import { type NamedTensors, tensorNamed } from "../../core/tensors.ts";
import { gramMatrix } from "./gram_matrix.ts";

/** Frobenius norms, in the square of the gradients' unit. */
export interface FisherNorms {
  /** ‖F‖_F */
  readonly full: number;
  /** ‖diag F‖_F */
  readonly diagonal: number;
}

/**
 * Frobenius norms of the empirical Fisher matrix F = ⟨g gᵀ⟩ from the gradients
 * of m examples, without the matrix:
 *
 *     ‖F̂‖_F² = (1/m²) Σ_ij ⟨g_i, g_j⟩²,   ‖diag F̂‖_F² = (1/m²) Σ_ij Σ_k g_ik² g_jk².
 *
 * "biased" are those of F̂, of these examples; "unbiased" leaves out i = j and
 * divides by m (m - 1), so that the squares have the expectation of all
 * examples' if these were drawn independently. Drawn without replacement from N
 * examples they are low, by order 1/N: ‖F‖_F² by (⟨‖g‖⁴⟩ - ‖F‖_F²) / (N - 1).
 *
 * Squares of products are in single precision: below 2^-126, as of gradients
 * below some 3e-10 in each element, they lose digits, and on "tensorflow" the
 * diagonal's are 0.
 *
 * @throws {RangeError} if there are fewer than 2 gradients.
 *
 * Source: "An empirical study of stochastic gradient descent with structured
 * covariance noise", Figure 5a.
 */
export async function fisherNorms(
  gradients: readonly NamedTensors[],
): Promise<{ biased: FisherNorms; unbiased: FisherNorms }> {
  const m = gradients.length;
  if (m < 2) {
    throw new RangeError(
      `Cannot find norms of the Fisher matrix: there must be at least 2 gradients, current number ${m}`,
    );
  }
  const gram = await gramMatrix(gradients, { centred: false });
  const squares = gram.map((product) => (m * product) ** 2);
  const full = sumOf(squares);
  const ofSame = sumOf(squares.filter((_, i) => i % (m + 1) === 0));
  const diagonal = await diagonalSums(gradients);
  const norms = (
    { full, diagonal, pairs }: FisherNorms & { pairs: number },
  ): FisherNorms => ({
    full: Math.sqrt(full / pairs),
    diagonal: Math.sqrt(diagonal / pairs),
  });
  return {
    biased: norms({
      full,
      diagonal: diagonal.ofOthers + diagonal.ofSame,
      pairs: m ** 2,
    }),
    unbiased: norms({
      full: full - ofSame,
      diagonal: diagonal.ofOthers,
      pairs: m * (m - 1),
    }),
  };
}

/**
 * Σ_ij Σ_k g_ik² g_jk² over i ≠ j, and over i = j. Neither is a difference:
 * where one gradient is far above the others nothing would be left of it.
 */
async function diagonalSums(
  gradients: readonly NamedTensors[],
): Promise<{ ofOthers: number; ofSame: number }> {
  let [ofOthers, ofSame] = [0, 0];
  for (const name of Object.keys(gradients[0]!)) {
    const sums = tf.tidy(() => {
      const products: tf.Scalar[] = [];
      let before: tf.Tensor | undefined;
      let same: tf.Scalar = tf.scalar(0);
      for (const gradient of gradients) {
        const squares = tf.square(tensorNamed(gradient, name));
        same = tf.add(same, tf.sum(tf.square(squares)));
        if (before !== undefined) {
          products.push(tf.sum(tf.mul(before, squares)));
        }
        before = before === undefined ? squares : tf.add(before, squares);
      }
      return tf.stack([tf.sum(tf.stack(products)), same]);
    });
    const [pairsOfIt, sameOfIt] = await sums.data();
    sums.dispose();
    ofOthers += 2 * pairsOfIt!;
    ofSame += sameOfIt!;
  }
  return { ofOthers, ofSame };
}

function sumOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
