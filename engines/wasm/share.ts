/**
 * Copies that need not be made. The backend copies a tensor that is cloned, or
 * cast to the type it has, as the gradients of products and of relu do. And
 * casts to bool, of which the backend keeps the lowest byte.
 *
 * @module
 */
import type * as tf from "@tensorflow/tfjs-core";
import { kernel, type KernelCall, kernelOr } from "./kernel.ts";

/** Kernel `Identity`: a new reference to the same data. */
export const identity: tf.KernelFunc = kernel<"x">(share);

/** Kernel `Cast`; `plain` is the kernel for other numbers. */
export function cast(plain: tf.KernelFunc): tf.KernelFunc {
  return kernelOr<"x", tf.CastAttrs>(
    plain,
    (call) => {
      const { dtype } = call.attrs;
      if (call.inputs.x.dtype === dtype) return share(call);
      return dtype === "bool" ? truth(call) : undefined;
    },
  );
}

/** Whether numbers are not 0, as NaN is not. */
function truth(
  { inputs: { x }, backend }: KernelCall<"x", unknown>,
): tf.TensorInfo {
  const result = backend.makeOutput(x.shape, "bool");
  const to = backend.typedArrayFromHeap(result);
  const from = backend.typedArrayFromHeap(x);
  for (let i = 0; i < from.length; i++) to[i] = from[i] === 0 ? 0 : 1;
  return result;
}

function share(
  { inputs: { x }, backend }: KernelCall<"x", unknown>,
): tf.TensorInfo {
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
}
