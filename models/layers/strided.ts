import * as tf from "@tensorflow/tfjs-core";

/**
 * Every `stride` rows and columns one, the first one first:
 * y_{pqc} = x_{sp, sq, c}, `[batch, ⌈height / s⌉, ⌈width / s⌉, channels]`.
 */
export function strided(x: tf.Tensor4D, stride: number): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const [rows, columns] = [height, width]
    .map((length) => Math.ceil(length / stride)) as [number, number];
  const [below, right] = [rows * stride - height, columns * stride - width];
  const whole = below + right === 0
    ? x
    : tf.pad(x, [[0, 0], [0, below], [0, right], [0, 0]]);
  // Slicing with a stride has no gradient in tfjs: rows and columns that go
  // become an axis of their own, the second and part of the last one.
  const apart = tf.reshape(whole, [
    ...[batch * rows, stride],
    ...[columns, stride * channels],
  ]);
  const kept = tf.slice(apart, 0, [batch * rows, 1, columns, channels]);
  return tf.reshape(kept, [batch, rows, columns, channels]);
}
