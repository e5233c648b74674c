/**
 * The gradient of a convolution with respect to a filter of one place, with a
 * stride. oneDNN first copies the places that are used; for fewer channels than
 * a vector register holds it fills the copy by whole vectors, and so it writes
 * beyond its memory or gives wrong numbers (seen in TensorFlow 2.16 and 2.21).
 * Filters of more places, and the other kernels of convolutions, are right.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";

/** Numbers in oneDNN's widest vector register. */
const VECTOR = 16;

/** What is read of a kernel's attributes. */
interface Attributes {
  readonly strides: number | [number, number];
  readonly filterShape: readonly [number, number, number, number];
  readonly dataFormat?: "NHWC" | "NCHW";
}

/**
 * The kernel `Conv2DBackpropFilter` or `DepthwiseConv2dNativeBackpropFilter`:
 * where oneDNN is wrong it gets `x[b, s·p, s·q, c]` for x and 1 for the stride s.
 */
export function stridedFilterGradient(original: tf.KernelFunc): tf.KernelFunc {
  return (call) => {
    const { strides, filterShape, dataFormat } = call
      .attrs as unknown as Attributes;
    const [down, right] = typeof strides === "number"
      ? [strides, strides]
      : strides;
    const [rows, columns, channels] = filterShape;
    const x = call.inputs.x as tf.Tensor4D;
    const [batch, height, width] = x.shape;
    const isWrong = rows * columns === 1 && down * right > 1 &&
      channels < VECTOR &&
      // oneDNN has another way where a stride does not divide the length, and
      // tfjs-node-gpu's kernels have no strides where channels come first.
      height % down === 0 && width % right === 0 && dataFormat !== "NCHW";
    if (!isWrong) return original(call);
    const used = tf.tidy(() => {
      const [p, q] = [height / down, width / right];
      // A slice with strides takes several times as long.
      const apart = tf.reshape(x, [batch * p, down, q, right * channels]);
      const first = tf.slice(apart, 0, [batch * p, 1, q, channels]);
      return tf.reshape(first, [batch, p, q, channels]);
    });
    try {
      return original({
        ...call,
        inputs: { ...call.inputs, x: used },
        attrs: { ...call.attrs, strides: 1 },
      });
    } finally {
      used.dispose();
    }
  };
}
