import * as tf from "@tensorflow/tfjs-core";

/**
 * Cross-entropy of each example in nats, `[batch]`: ℓ_i = -log softmax(z_i)_{y_i}.
 * Neither summed nor averaged.
 *
 * @param logits `[batch, classes]`
 * @param labels `[batch]`, int32, from 0 to classes - 1
 */
export function crossEntropy(
  logits: tf.Tensor2D,
  labels: tf.Tensor1D,
): tf.Tensor1D {
  return tf.tidy(() => {
    const classes = logits.shape[1];
    // One class is too few for OneHot. The wasm backend's writes integers
    // whatever dtype is asked for.
    const oneHot = classes === 1
      ? tf.onesLike(logits)
      : tf.cast(tf.oneHot(labels, classes), "float32");
    return tf.neg(tf.sum(tf.mul(oneHot, tf.logSoftmax(logits)), 1));
  });
}
