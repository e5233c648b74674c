/**
 * Sums of slices by segment: the gradient of gathering, which the backend lacks.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { kernel } from "./kernel.ts";

/**
 * Kernel `UnsortedSegmentSum`: `y[s, …] = Σ_{n: segmentIds[n] = s} x[n, …]`.
 * Slices whose segment does not exist are left out.
 */
export const segmentSum: tf.KernelFunc = kernel<
  "x" | "segmentIds",
  tf.UnsortedSegmentSumAttrs
>(({ inputs: { x, segmentIds }, attrs: { numSegments }, backend }) => {
  const sliceShape = x.shape.slice(1);
  const sliceSize = tf.util.sizeFromShape(sliceShape);
  const result = backend.makeOutput([numSegments, ...sliceShape], x.dtype);
  const sums = backend.typedArrayFromHeap(result).fill(0);
  const from = backend.typedArrayFromHeap(x);
  backend.typedArrayFromHeap(segmentIds).forEach((segment, n) => {
    if (segment < 0 || segment >= numSegments) return;
    let to = segment * sliceSize;
    const end = (n + 1) * sliceSize;
    for (let i = n * sliceSize; i < end; i++, to++) {
      sums[to] = sums[to]! + from[i]!;
    }
  });
  return result;
});
