/**
 * Convolution, and what its two gradients share.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { kernel, kernelOf } from "./kernel.ts";

/** Sizes, strides and paddings of a convolution. */
export type ConvolutionInfo = tf.backend_util.Conv2DInfo;

/** Of images `[batch, height, width, channels]`, or of a filter. */
export type Shape4D = [number, number, number, number];

/**
 * What a convolution of `images` with `filter` does.
 *
 * @throws {RangeError} if channels come first, which the backend cannot do.
 */
export function convolutionInfo(
  { images, filter, attrs }: {
    images: Shape4D;
    /** `[height, width, channels, out channels]`. */
    filter: Shape4D;
    /** Those of gradients have no dilations: tfjs refuses them. */
    attrs:
      & Omit<tf.Conv2DAttrs, "dilations">
      & Partial<Pick<tf.Conv2DAttrs, "dilations">>;
  },
): ConvolutionInfo {
  const { strides, dilations = 1, pad, dataFormat, dimRoundingMode } = attrs;
  if (dataFormat !== "NHWC") {
    throw new RangeError(
      `Cannot convolve ${dataFormat}: engine wasm has channels last, NHWC`,
    );
  }
  return tf.backend_util.computeConv2DInfo(
    images,
    filter,
    strides,
    dilations,
    // tfjs takes a number for windows as wide as high.
    typeof pad === "number" ? [[0, 0], [pad, pad], [pad, pad], [0, 0]] : pad,
    dimRoundingMode,
  );
}

/**
 * Kernel `Conv2D`: `plain` with the padding in numbers. Where a stride is beyond
 * the filter, XNNPACK may refuse to pad by itself, and the backend then returns
 * whatever was in the memory.
 *
 * @throws {RangeError} if channels come first.
 */
export function conv2dPaddedByNumbers(plain: tf.KernelFunc): tf.KernelFunc {
  return kernel<"x" | "filter", tf.Conv2DAttrs>(
    ({ inputs: { x, filter }, attrs, backend }) => {
      const { padInfo: { top, bottom, left, right } } = convolutionInfo({
        images: x.shape as Shape4D,
        filter: filter.shape as Shape4D,
        attrs,
      });
      const pad = [[0, 0], [top, bottom], [left, right], [0, 0]];
      return plain({
        inputs: { x, filter },
        backend,
        attrs: { ...attrs, pad },
      }) as tf.TensorInfo;
    },
  );
}

/** Convolution of stride one by XNNPACK. The result is new. */
export function conv2d(
  { x, filter, pad = "valid", dilations = 1, backend }: {
    /** `[batch, height, width, channels]`. */
    x: tf.TensorInfo;
    /** A new tensor: XNNPACK keeps what it made of an earlier one. */
    filter: tf.TensorInfo;
    pad?: "valid" | tf.backend_util.ExplicitPadding;
    /** Of the filter's rows and columns. */
    dilations?: number | [number, number];
    backend: BackendWasm;
  },
): tf.TensorInfo {
  return kernelOf(tf.Conv2D)({
    inputs: { x, filter },
    backend,
    attrs: { strides: 1, pad, dilations, dataFormat: "NHWC" },
  }) as tf.TensorInfo;
}
