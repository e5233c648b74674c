import * as tf from "@tensorflow/tfjs-core";
import { type KernelCall, runProgram } from "./program.ts";

/**
 * The kernel `UnsortedSegmentSum`, which is the gradient of a gather:
 * `y[s, …] = Σ_{i: id_i = s} x[i, …]`, in the order of i.
 *
 * The backend's own adds in the order in which threads come, another one in
 * each run.
 */
export function unsortedSegmentSum(
  { inputs, attrs, backend }: KernelCall,
): tf.TensorInfo {
  const { x, segmentIds } = inputs as Record<
    "x" | "segmentIds",
    tf.TensorInfo
  >;
  const { numSegments } = attrs as tf.UnsortedSegmentSumAttrs;
  const rowShape = x.shape.slice(segmentIds.shape.length);
  const type = x.dtype === "float32" ? "f32" : "i32";
  return runProgram(backend, {
    name: `segmentSum_${type}`,
    inputs: { x, ids: segmentIds },
    uniforms: {
      count: tf.util.sizeFromShape(segmentIds.shape),
      rowSize: tf.util.sizeFromShape(rowShape),
    },
    outputShape: [numSegments, ...rowShape],
    dtype: x.dtype,
    code: `
fn main(index: i32) {
  if (index >= uniforms.size) { return; }
  let segment = index / uniforms.rowSize;
  let place = index % uniforms.rowSize;
  var sum = ${type}(0);
  for (var i = 0; i < uniforms.count; i++) {
    if (ids[i] == segment) { sum += x[i * uniforms.rowSize + place]; }
  }
  result[index] = sum;
}`,
  });
}
