/**
 * The kernels of tfjs for this library: those of tfjs-node-gpu, with a few
 * replaced.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { kernelOf, setKernel } from "../kernel_registry.ts";
import { AttributeType } from "./attributes.ts";
import type { TensorflowBackend } from "./backend.ts";

const BACKEND = "tensorflow";

/** A kernel by its name, given the one that it replaces. */
type Replacements = Readonly<
  Record<string, (original: tf.KernelFunc) => tf.KernelFunc>
>;

const REPLACEMENTS: Replacements = {
  // TensorFlow 2.21 rounds every integer to zero.
  Round: (original) => (call) => {
    const x = call.inputs.x as tf.Tensor;
    return x.dtype === "int32" ? tf.clone(x) : original(call);
  },
  // Compiled graphs run oneDNN's, which has other bits and, where a row has a
  // NaN, makes the rest of the row zero.
  Softmax: () => ({ inputs, attrs }) => {
    const logits = inputs.logits as tf.Tensor;
    const axis = attrs!.dim as number;
    return tf.tidy(() => {
      const shifted = tf.sub(logits, tf.max(logits, axis, true));
      const exponentials = tf.exp(shifted);
      return tf.div(exponentials, tf.sum(exponentials, axis, true));
    });
  },
  // The original reads the indices to check them, which a trace cannot. In a
  // graph TensorFlow checks them itself, on the CPU; on a GPU an index out of
  // range gives zeros. XLA takes the nearest index in range.
  GatherV2: (original) => (call) => {
    const backend = call.backend as TensorflowBackend;
    const x = call.inputs.x as tf.Tensor;
    const indices = call.inputs.indices as tf.Tensor;
    const { batchDims, ...attrs } = call.attrs as unknown as tf.GatherV2Attrs;
    const [axis] = tf.util.parseAxisParam(attrs.axis, x.shape) as [number];
    if (backend.native.tracing === undefined) {
      return original({ ...call, attrs: { axis, batchDims } });
    }
    tf.backend_util.segment_util
      .collectGatherOpShapeInfo(x, indices, axis, batchDims);
    return tf.tidy(() =>
      backend.executeSingleOutput("GatherV2", [{
        ...{ name: "batch_dims", type: AttributeType.INT, value: batchDims },
      }], [x, indices, tf.scalar(axis, "int32")])
    );
  },
};

/** Registers the kernels; tfjs finds them by the name of the backend. */
export async function registerKernels(): Promise<void> {
  await import("@tensorflow/tfjs-node-gpu/dist/register_all_kernels.js");
  for (const [kernelName, replace] of Object.entries(REPLACEMENTS)) {
    const kernelFunc = replace(kernelOf(kernelName, BACKEND));
    setKernel(kernelName, { backend: BACKEND, kernelFunc });
  }
}
