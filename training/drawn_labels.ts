import * as tf from "@tensorflow/tfjs-core";

/**
 * A label of each example drawn from the model's own prediction, int32
 * `[batch]`: the first class at which the cumulated softmax of the logits
 * exceeds the example's number, uniform on [0, 1). No gradient flows through.
 *
 * @param logits `[batch, classes]`
 * @param uniforms `[batch]`
 */
export function drawnLabels(
  logits: tf.Tensor2D,
  uniforms: tf.Tensor1D,
): tf.Tensor1D {
  const draw = tf.customGrad<tf.Tensor1D>((...inputs) => {
    const [logits] = inputs as unknown as [tf.Tensor2D];
    const classes = logits.shape[1];
    const cumulated = tf.cumsum(tf.softmax(logits), 1);
    const below = tf.lessEqual(cumulated, tf.expandDims(uniforms, 1));
    // Rounding may leave the last sum below 1.
    const labels = tf.minimum(
      tf.sum(tf.cast(below, "float32"), 1),
      classes - 1,
    );
    return {
      value: tf.cast(labels, "int32") as tf.Tensor1D,
      gradFunc: () => tf.zeros([logits.shape[0], classes]),
    };
  });
  return draw(logits);
}
