import * as tf from "@tensorflow/tfjs-core";

/** What the kernel MaxPoolGrad is called with. */
interface Call {
  dy: tf.Tensor4D;
  input: tf.Tensor4D;
}

/**
 * The gradient of max-pooling over windows that do not overlap, composed of
 * operations that XLA compiles: it has no deterministic kernel of its own.
 *
 * The gradient of a window goes to the first of its largest numbers, as
 * everywhere. Rows and columns that fill no window get none.
 */
export function maxPoolGradientByWindows(
  { dy, input }: Call,
  { size: [rows, columns] }: { size: [number, number] },
): tf.Tensor4D {
  // The one number of a window is its largest.
  if (rows * columns === 1) return tf.clone(dy);
  return tf.tidy(() => {
    const [batch, height, width, channels] = dy.shape;
    const used = tf.slice(input, 0, [
      ...[batch, height * rows, width * columns, channels],
    ]);
    // [batch, height, width, channels, rows * columns]
    const windows = tf.reshape(
      tf.transpose(
        tf.reshape(used, [batch, height, rows, width, columns, channels]),
        [0, 1, 3, 5, 2, 4],
      ),
      [batch, height, width, channels, rows * columns],
    );
    const first = tf.oneHot(tf.argMax(windows, -1), rows * columns);
    const spread = tf.mul(tf.cast(first, "float32"), tf.expandDims(dy, -1));
    const dx = tf.reshape(
      tf.transpose(
        tf.reshape(spread, [batch, height, width, channels, rows, columns]),
        [0, 1, 4, 2, 5, 3],
      ),
      used.shape,
    );
    return tf.pad(dx, [
      ...[[0, 0], [0, input.shape[1] - height * rows]] as const,
      ...[[0, input.shape[2] - width * columns], [0, 0]] as const,
    ] as [number, number][]) as tf.Tensor4D;
  });
}

/** The windows' size, if they do not overlap and nothing is padded. */
export function separateWindows(
  { filterSize, strides, pad }: tf.MaxPoolGradAttrs,
): [number, number] | undefined {
  const pairOf = (size: number | [number, number]): [number, number] =>
    typeof size === "number" ? [size, size] : size;
  const [size, stride] = [pairOf(filterSize), pairOf(strides)];
  const isSeparate = size[0] === stride[0] && size[1] === stride[1];
  return isSeparate && (pad === "valid" || pad === 0) ? size : undefined;
}
