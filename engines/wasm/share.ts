/**
 * Copies that need not be made. The backend copies a tensor that is cloned, or
 * cast to the type it has, as the gradients of products and of relu do.
 *
 * @module
 */
import type * as tf from "@tensorflow/tfjs-core";
import { kernel, type KernelCall, kernelOr } from "./kernel.ts";

/** Kernel `Identity`: a new reference to the same data. */
export const identity: tf.KernelFunc = kernel<"x">(share);

/** Kernel `Cast`; `plain` is the kernel for another type than the tensor's. */
export function cast(plain: tf.KernelFunc): tf.KernelFunc {
  return kernelOr<"x", tf.CastAttrs>(
    plain,
    (call) =>
      call.inputs.x.dtype === call.attrs.dtype ? share(call) : undefined,
  );
}

function share(
  { inputs: { x }, backend }: KernelCall<"x", unknown>,
): tf.TensorInfo {
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
}
