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
import { kernelOf, setKernel } from "../kernel_registry.ts";
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

/** What a kernel is called with. */
type Call = Parameters<tf.KernelFunc>[0];

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
  replaceKernel(
    tf.BatchMatMul,
    (original) => (call) => matMul(call) ?? original(call),
  );
  setKernel(RELU_GRADIENT, { backend: BACKEND, kernelFunc: reluGradient });
  setKernel(CHOLESKY, { backend: BACKEND, kernelFunc: cholesky });
  setKernel(TRIANGULAR_SOLVE, {
    backend: BACKEND,
    kernelFunc: triangularSolve,
  });
  replaceKernel(tf.MaxPoolGrad, maxPoolGradient);
  if (gpu) return;
  registerBatchNorm();
  replaceKernel(tf.Conv2DBackpropFilter, stridedFilterGradient);
  replaceKernel(tf.DepthwiseConv2dNativeBackpropFilter, stridedFilterGradient);
}

function replaceKernel(
  name: string,
  replace: (original: tf.KernelFunc) => tf.KernelFunc,
): void {
  const kernelFunc = replace(kernelOf(name, BACKEND));
  setKernel(name, { backend: BACKEND, kernelFunc });
}

/**
 * The product of two plain matrices, which tfjs calls batches of one; the
 * kernel for batches prepares for many.
 */
function matMul(
  { inputs, attrs, backend }: Call,
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

function reluGradient({ inputs, backend }: Call): tf.TensorInfo {
  const { dy, x } = inputs as { dy: tf.TensorInfo; x: tf.TensorInfo };
  return (backend as TensorflowBackend).executeSingleOutput(
    "ReluGrad",
    [FLOAT],
    [dy, x],
  );
}

function cholesky({ inputs, backend }: Call): tf.TensorInfo {
  return (backend as TensorflowBackend).executeSingleOutput(
    "Cholesky",
    [FLOAT],
    [inputs.a as tf.TensorInfo],
  );
}

function triangularSolve({ inputs, backend }: Call): tf.TensorInfo {
  return (backend as TensorflowBackend).executeSingleOutput(
    "MatrixTriangularSolve",
    [flag("lower", true), flag("adjoint", false), FLOAT],
    [inputs.l as tf.TensorInfo, inputs.b as tf.TensorInfo],
  );
}

/** The gradient of max-pooling: ours for XLA, of windows that lie apart. */
function maxPoolGradient(original: tf.KernelFunc): tf.KernelFunc {
  return (call) => {
    const { inputs, attrs, backend } = call;
    const { tracing } = (backend as TensorflowBackend).native;
    const size = separateWindows(attrs as unknown as tf.MaxPoolGradAttrs);
    return tracing?.xla === true && size !== undefined
      ? maxPoolGradientByWindows(inputs as never, { size })
      : original(call);
  };
}

function flag(name: string, value: boolean): Attribute {
  return { name, type: AttributeType.BOOL, value };
}
