/**
 * Matrix product of the `wasm` engine. XNNPACK multiplies plain matrices at 13
 * times the speed of the backend's loop for transposed ones, so transposed
 * operands are transposed first.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { kernel, kernelOf } from "./kernel.ts";

/** Kernel `BatchMatMul`; `plain` is the one for operands as they are. */
export function transposingMatMul(plain: tf.KernelFunc): tf.KernelFunc {
  return kernel<"a" | "b", tf.BatchMatMulAttrs>(
    ({ inputs: { a, b }, attrs: { transposeA, transposeB }, backend }) => {
      const transposed = (operand: tf.TensorInfo) =>
        kernelOf(tf.Transpose)({
          inputs: { x: operand },
          backend,
          attrs: { perm: lastTwoSwapped(operand.shape.length) },
        }) as tf.TensorInfo;
      const left = transposeA ? transposed(a) : a;
      const right = transposeB ? transposed(b) : b;
      const product = plain({
        inputs: { a: left, b: right },
        backend,
        attrs: { transposeA: false, transposeB: false },
      }) as tf.TensorInfo;
      if (transposeA) backend.disposeData(left.dataId);
      if (transposeB) backend.disposeData(right.dataId);
      return product;
    },
  );
}

function lastTwoSwapped(rank: number): number[] {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  return [...axes.slice(0, -2), rank - 1, rank - 2];
}
