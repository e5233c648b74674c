/**
 * Kernels that take several operations of tfjs and TensorFlow has as one.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import {
  CHOLESKY,
  RELU_GRADIENT,
  TRIANGULAR_SOLVE,
} from "../../core/kernels.ts";
import { type Attribute, AttributeType } from "./attributes.ts";
import type { TensorflowBackend } from "./backend.ts";
import { registerBatchNorm } from "./batch_norm.ts";
import {
  maxPoolGradientByWindows,
  separateWindows,
} from "./max_pool_gradient.ts";
import { DataType } from "./native.ts";
import { stridedFilterGradient } from "./strided_filter_gradient.ts";

const BACKEND = "tensorflow";

const FLOAT: Attribute = {
  ...{ name: "T", type: AttributeType.TYPE, value: DataType.FLOAT },
};

/**
 * Registers the kernels; those of tfjs-node-gpu must be there.
 *
 * @param options.gpu Whether they run on a GPU. There batch normalisation is
 * not one of them: the library saves for its gradient what tfjs cannot hold.
 */
export function registerTrainingKernels({ gpu }: { gpu: boolean }): void {
  const batchMatMul = tf.getKernel(tf.BatchMatMul, BACKEND).kernelFunc;
  tf.unregisterKernel(tf.BatchMatMul, BACKEND);
  tf.registerKernel({
    kernelName: tf.BatchMatMul,
    backendName: BACKEND,
    kernelFunc: (call) => matMul(call) ?? batchMatMul(call),
  });
  tf.registerKernel({
    kernelName: RELU_GRADIENT,
    backendName: BACKEND,
    kernelFunc: ({ inputs, backend }) => {
      const { dy, x } = inputs as { dy: tf.TensorInfo; x: tf.TensorInfo };
      return (backend as TensorflowBackend).executeSingleOutput(
        "ReluGrad",
        [FLOAT],
        [dy, x],
      );
    },
  });
  tf.registerKernel({
    kernelName: CHOLESKY,
    backendName: BACKEND,
    kernelFunc: ({ inputs, backend }) =>
      (backend as TensorflowBackend).executeSingleOutput(
        "Cholesky",
        [FLOAT],
        [inputs.a as tf.TensorInfo],
      ),
  });
  tf.registerKernel({
    kernelName: TRIANGULAR_SOLVE,
    backendName: BACKEND,
    kernelFunc: ({ inputs, backend }) =>
      (backend as TensorflowBackend).executeSingleOutput(
        "MatrixTriangularSolve",
        [flag("lower", true), flag("adjoint", false), FLOAT],
        [inputs.l as tf.TensorInfo, inputs.b as tf.TensorInfo],
      ),
  });
  const maxPoolGradient = tf.getKernel(tf.MaxPoolGrad, BACKEND).kernelFunc;
  tf.unregisterKernel(tf.MaxPoolGrad, BACKEND);
  tf.registerKernel({
    kernelName: tf.MaxPoolGrad,
    backendName: BACKEND,
    kernelFunc: (call) => {
      const { inputs, attrs, backend } = call;
      const { tracing } = (backend as TensorflowBackend).native;
      const size = separateWindows(attrs as unknown as tf.MaxPoolGradAttrs);
      return tracing?.xla === true && size !== undefined
        ? maxPoolGradientByWindows(inputs as never, { size })
        : maxPoolGradient(call);
    },
  });
  if (gpu) return;
  registerBatchNorm();
  for (
    const kernelName of [
      ...[tf.Conv2DBackpropFilter, tf.DepthwiseConv2dNativeBackpropFilter],
    ]
  ) {
    const { kernelFunc, ...config } = tf.getKernel(kernelName, BACKEND);
    tf.unregisterKernel(kernelName, BACKEND);
    tf.registerKernel({
      ...config,
      kernelFunc: stridedFilterGradient(kernelFunc),
    });
  }
}

/**
 * The product of two plain matrices, which tfjs calls batches of one; the
 * kernel for batches prepares for many.
 */
function matMul(
  { inputs, attrs, backend }: Parameters<tf.KernelFunc>[0],
): tf.TensorInfo | undefined {
  const { a, b } = inputs as { a: tf.Tensor3D; b: tf.Tensor3D };
  const isPlain = [a, b].every(({ rank, shape, dtype }) =>
    rank === 3 && shape[0] === 1 && dtype === "float32"
  );
  if (!isPlain) return undefined;
  const { transposeA, transposeB } = attrs as unknown as tf.BatchMatMulAttrs;
  return tf.tidy(() => {
    const product = (backend as TensorflowBackend).executeSingleOutput(
      "MatMul",
      [flag("transpose_a", transposeA), flag("transpose_b", transposeB), FLOAT],
      [a, b].map((matrix) => tf.reshape(matrix, matrix.shape.slice(1))),
    );
    return tf.reshape(product, [1, ...product.shape]);
  });
}

function flag(name: string, value: boolean): Attribute {
  return { name, type: AttributeType.BOOL, value };
}
