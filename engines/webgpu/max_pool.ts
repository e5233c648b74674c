/**
 * Max-pooling that lets NaN through, and gives the gradient to the first of
 * equal numbers, as the other engines do. The backend's own takes WGSL's `max`,
 * which may drop NaN, and the last of equal numbers. Of a window with NaN the
 * other engines take the largest number, or what stands for none: where NaN
 * matters, as after a divergence, it is in the loss by other ways.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { type KernelCall, runProgram } from "./program.ts";

/**
 * The kernel `MaxPool`.
 *
 * @throws {TypeError} for numbers that are not float32.
 */
export function maxPool({ inputs, attrs, backend }: KernelCall): tf.TensorInfo {
  const { x } = inputs as { x: tf.TensorInfo };
  const info = poolInfo(x, attrs as tf.MaxPoolAttrs);
  return runProgram(backend, {
    name: "maxPool",
    inputs: { x },
    uniforms: uniformsOf(info),
    outputShape: info.outShape,
    code: MAX_POOL,
  });
}

/**
 * The kernel `MaxPoolGrad`.
 *
 * @throws {TypeError} for numbers that are not float32.
 */
export function maxPoolGradient(
  { inputs, attrs, backend }: KernelCall,
): tf.TensorInfo {
  const { dy, input } = inputs as Record<"dy" | "input", tf.TensorInfo>;
  const info = poolInfo(input, attrs as tf.MaxPoolGradAttrs);
  return runProgram(backend, {
    name: "maxPoolGradient",
    inputs: { dy, x: input },
    uniforms: uniformsOf(info),
    outputShape: info.inShape,
    code: MAX_POOL_GRADIENT,
  });
}

function poolInfo(
  x: tf.TensorInfo,
  { filterSize, strides, pad, dimRoundingMode }: tf.MaxPoolAttrs,
): tf.backend_util.Conv2DInfo {
  if (x.dtype !== "float32") {
    throw new TypeError(
      `Cannot pool a tensor of dtype ${x.dtype} on webgpu: cast it to float32`,
    );
  }
  return tf.backend_util.computePool2DInfo(
    x.shape as [number, number, number, number],
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
}

function uniformsOf(
  info: tf.backend_util.Conv2DInfo,
): Record<string, number> {
  const { inHeight, inWidth, outHeight, outWidth, inChannels } = info;
  const { filterHeight, filterWidth, strideHeight, strideWidth } = info;
  const { top, left } = info.padInfo;
  return {
    ...{ inHeight, inWidth, outHeight, outWidth, inChannels },
    ...{ filterHeight, filterWidth, strideHeight, strideWidth, top, left },
  };
}

/** Position of number (b, h, w, c) in `x`. */
const AT = `
fn at(b: i32, h: i32, w: i32, c: i32) -> i32 {
  return ((b * uniforms.inHeight + h) * uniforms.inWidth + w) *
    uniforms.inChannels + c;
}`;

const MAX_POOL = `
${AT}
fn main(index: i32) {
  if (index >= uniforms.size) { return; }
  let c = index % uniforms.inChannels;
  let q = (index / uniforms.inChannels) % uniforms.outWidth;
  let p = (index / (uniforms.inChannels * uniforms.outWidth)) %
    uniforms.outHeight;
  let b = index /
    (uniforms.inChannels * uniforms.outWidth * uniforms.outHeight);
  let h0 = p * uniforms.strideHeight - uniforms.top;
  let w0 = q * uniforms.strideWidth - uniforms.left;
  // A window holds at least one number of the image.
  var largest = x[at(b, max(h0, 0), max(w0, 0), c)];
  for (var h = max(h0, 0); h < min(h0 + uniforms.filterHeight, uniforms.inHeight); h++) {
    for (var w = max(w0, 0); w < min(w0 + uniforms.filterWidth, uniforms.inWidth); w++) {
      let value = x[at(b, h, w, c)];
      if (isnan(value) || value > largest) { largest = value; }
    }
  }
  result[index] = largest;
}`;

/** A thread adds up what one number of `x` gets from the windows it is in. */
const MAX_POOL_GRADIENT = `
${AT}
// Whether the number at (h, w) is the first that is the largest of window (p, q).
fn isFirstLargest(b: i32, h: i32, w: i32, c: i32, p: i32, q: i32) -> bool {
  let mine = x[at(b, h, w, c)];
  let h0 = p * uniforms.strideHeight - uniforms.top;
  let w0 = q * uniforms.strideWidth - uniforms.left;
  for (var i = max(h0, 0); i < min(h0 + uniforms.filterHeight, uniforms.inHeight); i++) {
    for (var j = max(w0, 0); j < min(w0 + uniforms.filterWidth, uniforms.inWidth); j++) {
      let other = x[at(b, i, j, c)];
      let earlier = i < h || (i == h && j < w);
      if (other > mine || (earlier && other == mine)) { return false; }
    }
  }
  return !isnan(mine);
}

fn main(index: i32) {
  if (index >= uniforms.size) { return; }
  let c = index % uniforms.inChannels;
  let w = (index / uniforms.inChannels) % uniforms.inWidth;
  let h = (index / (uniforms.inChannels * uniforms.inWidth)) %
    uniforms.inHeight;
  let b = index / (uniforms.inChannels * uniforms.inWidth * uniforms.inHeight);
  // Windows p with h0 <= h < h0 + filterHeight, and q likewise.
  let bottom = h + uniforms.top - uniforms.filterHeight + uniforms.strideHeight;
  let right = w + uniforms.left - uniforms.filterWidth + uniforms.strideWidth;
  let firstP = max(bottom, 0) / uniforms.strideHeight;
  let firstQ = max(right, 0) / uniforms.strideWidth;
  let lastP = min((h + uniforms.top) / uniforms.strideHeight, uniforms.outHeight - 1);
  let lastQ = min((w + uniforms.left) / uniforms.strideWidth, uniforms.outWidth - 1);
  var sum = 0.0;
  for (var p = firstP; p <= lastP; p++) {
    for (var q = firstQ; q <= lastQ; q++) {
      if (isFirstLargest(b, h, w, c, p, q)) {
        sum += dy[((b * uniforms.outHeight + p) * uniforms.outWidth + q) *
          uniforms.inChannels + c];
      }
    }
  }
  result[index] = sum;
}`;
