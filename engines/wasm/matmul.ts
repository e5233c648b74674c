/**
 * Matrix product of the `wasm` engine. XNNPACK multiplies plain matrices at 13
 * times the speed of the backend's loop for transposed ones and for batches, so
 * transposed operands are transposed first, and batches of large matrices are
 * multiplied one by one.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { floats, kernel, kernelOf } from "./kernel.ts";

/** Multiply-adds of a product that is worth a call of XNNPACK. */
const WORTH_A_CALL = 2 ** 16;

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
      const operands = { plain, left, right, backend };
      const product = isBatchOfLarge(left, right)
        ? oneByOne(operands)
        : plainProduct(operands);
      if (transposeA) backend.disposeData(left.dataId);
      if (transposeB) backend.disposeData(right.dataId);
      return product;
    },
  );
}

/** Two operands, which stay the caller's. */
interface Operands {
  plain: tf.KernelFunc;
  left: tf.TensorInfo;
  right: tf.TensorInfo;
  backend: BackendWasm;
}

function plainProduct(
  { plain, left, right, backend }: Operands,
): tf.TensorInfo {
  // Of no products the backend gives what happens to lie in memory.
  if (left.shape.at(-1) === 0) return zeroProduct({ left, right, backend });
  return plain({
    inputs: { a: left, b: right },
    backend,
    attrs: { transposeA: false, transposeB: false },
  }) as tf.TensorInfo;
}

function zeroProduct(
  { left, right, backend }: Omit<Operands, "plain">,
): tf.TensorInfo {
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(
    left.shape.slice(0, -2),
    right.shape.slice(0, -2),
  );
  const shape = [...batch, left.shape.at(-2)!, right.shape.at(-1)!];
  const result = backend.makeOutput(shape, "float32");
  floats(result, backend).fill(0);
  return result;
}

function isBatchOfLarge(left: tf.TensorInfo, right: tf.TensorInfo): boolean {
  const [batch, rows, inner] = left.shape;
  return [left, right].every(({ dtype, shape }) =>
    dtype === "float32" && shape.length === 3
  ) && batch! > 1 && batch === right.shape[0] &&
    rows! * inner! * right.shape[2]! >= WORTH_A_CALL;
}

/** `[batch, rows, inner]` times `[batch, inner, columns]`. */
function oneByOne({ plain, left, right, backend }: Operands): tf.TensorInfo {
  const [batch, rows] = left.shape as [number, number];
  const columns = right.shape[2]!;
  const result = backend.makeOutput([batch, rows, columns], "float32");
  for (let i = 0; i < batch; i++) {
    const [a, b] = [left, right].map((operand) =>
      matrixAt(operand, { i, backend })
    );
    const product = plainProduct({ plain, left: a!, right: b!, backend });
    floats(result, backend)
      .set(floats(product, backend), i * rows * columns);
    backend.disposeData(product.dataId);
    for (const view of [a!, b!]) forget(view, backend);
  }
  return result;
}

/** The `i`-th matrix of a batch, in the batch's own memory. */
function matrixAt(
  { dataId, shape: [, rows, columns] }: tf.TensorInfo,
  { i, backend }: { i: number; backend: BackendWasm },
): tf.TensorInfo {
  const { memoryOffset } = backend.dataIdMap.get(dataId);
  const bytes = rows! * columns! * Float32Array.BYTES_PER_ELEMENT;
  const shape = [1, rows!, columns!];
  return backend.makeOutput(shape, "float32", memoryOffset + i * bytes);
}

/** Forgets a tensor without freeing its memory. */
function forget({ dataId }: tf.TensorInfo, backend: BackendWasm): void {
  const { id } = backend.dataIdMap.get(dataId);
  backend.wasm.tfjs.disposeData(id);
  backend.dataIdMap.delete(dataId);
}

function lastTwoSwapped(rank: number): number[] {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  return [...axes.slice(0, -2), rank - 1, rank - 2];
}
