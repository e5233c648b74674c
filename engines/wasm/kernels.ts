/**
 * Our kernels of the `wasm` backend.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { avgPoolGradient } from "./avg_pool_gradient.ts";
import { conv2dPaddedByNumbers } from "./conv2d.ts";
import { conv2dFilterGradient } from "./conv2d_filter_gradient.ts";
import { conv2dInputGradient } from "./conv2d_input_gradient.ts";
import { gather } from "./gather.ts";
import { keepingNan } from "./keeping_nan.ts";
import { kernelOf, setKernel } from "./kernel.ts";
import { transposingMatMul } from "./matmul.ts";
import { maxPoolGradient } from "./max_pool_gradient.ts";
import { rowSum } from "./row_sum.ts";
import { segmentSum } from "./segment_sum.ts";
import { cast, identity } from "./share.ts";
import { slice } from "./slice.ts";

/**
 * Registers the kernels that the backend lacks, and ours for those that it has
 * slow or wrong.
 *
 * @throws {Error} if the backend has not registered its own.
 */
export function installKernels(): void {
  const plain = kernelOf;
  setKernel(tf.AvgPoolGrad, avgPoolGradient);
  setKernel(tf.BatchMatMul, transposingMatMul(plain(tf.BatchMatMul)));
  setKernel(tf.Cast, cast(plain(tf.Cast)));
  setKernel(tf.ClipByValue, keepingNan(plain(tf.ClipByValue)));
  setKernel(tf.Conv2D, conv2dPaddedByNumbers(plain(tf.Conv2D)));
  setKernel(tf.Conv2DBackpropFilter, conv2dFilterGradient);
  setKernel(tf.Conv2DBackpropInput, conv2dInputGradient);
  setKernel(tf.GatherV2, gather);
  setKernel(tf.Identity, identity);
  setKernel(tf.MaxPoolGrad, maxPoolGradient);
  setKernel(tf.Mean, rowSum(plain(tf.Mean), { mean: true }));
  setKernel(tf.Relu, keepingNan(plain(tf.Relu)));
  setKernel(tf.Relu6, keepingNan(plain(tf.Relu6)));
  setKernel(tf.Slice, slice(plain(tf.Slice)));
  setKernel(tf.Sum, rowSum(plain(tf.Sum), { mean: false }));
  setKernel(tf.UnsortedSegmentSum, segmentSum);
}
