import * as tf from "@tensorflow/tfjs-core";
import { type NamedTensors, tensorNamed } from "../../core/tensors.ts";

/**
 * The Gram matrix of n gradients' deviations from their mean,
 * G_ij = (1/n) ⟨g_i - ḡ, g_j - ḡ⟩, `[n * n]` row-major; with `centred` false
 * that of the gradients themselves, G_ij = (1/n) ⟨g_i, g_j⟩.
 *
 * With Ω = [g_1 - ḡ, …, g_n - ḡ] it is ΩᵀΩ/n, which has the eigenvalues of the
 * covariance matrix Σ = ΩΩᵀ/n but for zeros, and its trace and Frobenius norm.
 * Inner products are single precision: an error of some 2^-24 of the largest
 * eigenvalue in each.
 *
 * @throws {RangeError} if there is no gradient.
 *
 * Source: "Gradient Noise Convolution", section 3.2.
 */
export async function gramMatrix(
  gradients: readonly NamedTensors[],
  { centred = true }: { centred?: boolean } = {},
): Promise<Float32Array> {
  const [first] = gradients;
  if (first === undefined) {
    throw new RangeError("Cannot make a Gram matrix: there is no gradient");
  }
  const n = gradients.length;
  let gram = tf.zeros([n, n]);
  for (const name of Object.keys(first)) {
    const next = tf.tidy(() => {
      const rows = gradients.map((gradient) =>
        tf.reshape(tensorNamed(gradient, name), [-1])
      );
      const stacked = tf.stack(rows) as tf.Tensor2D;
      const vectors = centred
        ? tf.sub<tf.Tensor2D>(stacked, tf.mean(stacked, 0))
        : stacked;
      const transposed = true;
      const products = tf.matMul(vectors, vectors, false, transposed);
      return tf.add(gram, tf.div(products, n));
    });
    gram.dispose();
    gram = next;
  }
  const values = await gram.data<"float32">();
  gram.dispose();
  return values;
}
