/**
 * Convolutions with padding that is counted, as PyTorch counts it.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { strided } from "./strided.ts";
import { padded, type Windows } from "./windows.ts";

/** A convolution as every engine has it, with its gradients. */
interface Arranged {
  x: tf.Tensor4D;
  stride: number;
  pad: "same" | "valid";
}

/**
 * The convolution of images `[batch, height, width, in]` with a kernel
 * `[size, size, in, out]`.
 */
export function convolved(
  images: tf.Tensor4D,
  kernel: tf.Tensor4D,
  windows: Windows,
): tf.Tensor4D {
  const { x, stride, pad } = arranged(images, windows);
  return tf.conv2d(x, kernel, stride, pad);
}

/**
 * The gradient of the kernel of {@linkcode convolved}, a sum over examples and
 * places, for that of its outputs, `delta` `[batch, rows, columns, out]`.
 */
export function kernelGradient(
  images: tf.Tensor4D,
  delta: tf.Tensor4D,
  windows: Windows,
): tf.Tensor4D {
  const { x, stride, pad } = arranged(images, windows);
  const { size } = windows;
  return tf.engine().runKernel<tf.Tensor4D>(
    tf.Conv2DBackpropFilter,
    { x, dy: delta },
    {
      ...{ strides: stride, pad, dataFormat: "NHWC" },
      filterShape: [size, size, x.shape[3], delta.shape[3]],
    },
  );
}

/** Not every engine has the gradient of a convolution with counted padding. */
function arranged(x: tf.Tensor4D, windows: Windows): Arranged {
  const { size, stride, padding } = windows;
  if (stride === 1 && 2 * padding + 1 === size) {
    return { x, stride, pad: "same" };
  }
  const images = padded(x, windows);
  // Windows of one place leave out the others. With their gradients tensorflow
  // takes 1.2 to 1.4 times as long for a stride on the layers of wide ResNets.
  return size === 1
    ? { x: strided(images, stride), stride: 1, pad: "valid" }
    : { x: images, stride, pad: "valid" };
}
