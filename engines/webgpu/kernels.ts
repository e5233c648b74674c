import * as tf from "@tensorflow/tfjs-core";
import { argBest } from "./arg_max.ts";
import { castToFloat } from "./cast.ts";
import { conv2dFilterGradient } from "./conv2d_filter_gradient.ts";
import { conv2dInputGradient } from "./conv2d_input_gradient.ts";
import { installFixedOrder } from "./fixed_order.ts";
import { maxPool, maxPoolGradient } from "./max_pool.ts";
import { kernelOf, setKernel } from "./program.ts";
import { installPhilox } from "./random.ts";
import { unsortedSegmentSum } from "./segment_sum.ts";

let installed = false;

/** Registers our kernels, and replaces those of the backend that are wrong. */
export function installKernels(): void {
  if (installed) return;
  installFixedOrder();
  setKernel(tf.ArgMax, argBest(">"));
  setKernel(tf.ArgMin, argBest("<"));
  setKernel(tf.Cast, castToFloat(kernelOf(tf.Cast)));
  setKernel(tf.Conv2DBackpropFilter, conv2dFilterGradient());
  setKernel(tf.Conv2DBackpropInput, conv2dInputGradient());
  setKernel(tf.MaxPool, maxPool);
  setKernel(tf.MaxPoolGrad, maxPoolGradient);
  setKernel(tf.UnsortedSegmentSum, unsortedSegmentSum);
  // The backend's makes 0 of NaN.
  setKernel(tf.Relu6, (call) =>
    kernelOf(tf.ClipByValue)({
      ...call,
      attrs: { clipValueMin: 0, clipValueMax: 6 },
    }));
  installPhilox();
  installed = true;
}
