/**
 * What the kernels of this folder share: a type for them, the backend's own
 * kernels to call, and tensors as arrays in the memory of WebAssembly.
 *
 * @module
 */
import type * as tf from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import * as registry from "../kernel_registry.ts";

const BACKEND = "wasm";

/** What a kernel works on: tensors, which it does not own, and attributes. */
export interface KernelCall<Input extends string, Attributes> {
  readonly inputs: Readonly<Record<Input, tf.TensorInfo>>;
  readonly attrs: Attributes;
  readonly backend: BackendWasm;
}

/** `work` as tfjs calls it. It returns a new tensor. */
export function kernel<Input extends string, Attributes = unknown>(
  work: (call: KernelCall<Input, Attributes>) => tf.TensorInfo,
): tf.KernelFunc {
  return (call) => work(call as unknown as KernelCall<Input, Attributes>);
}

/** The same, with `plain` for the calls that `work` returns nothing for. */
export function kernelOr<Input extends string, Attributes = unknown>(
  plain: tf.KernelFunc,
  work: (call: KernelCall<Input, Attributes>) => tf.TensorInfo | undefined,
): tf.KernelFunc {
  return (call) =>
    work(call as unknown as KernelCall<Input, Attributes>) ?? plain(call);
}

/**
 * The function that the backend runs for the kernel called `name`.
 *
 * @throws {Error} if it has none.
 */
export function kernelOf(name: string): tf.KernelFunc {
  return registry.kernelOf(name, BACKEND);
}

/** Makes the backend run `kernelFunc` for the kernel called `name`. */
export function setKernel(name: string, kernelFunc: tf.KernelFunc): void {
  registry.setKernel(name, { backend: BACKEND, kernelFunc });
}

/**
 * The numbers of a float32 tensor, in place. Whatever makes a tensor may move
 * the memory, and empties such arrays: ask for them afterwards.
 */
export function floats(
  tensor: tf.TensorInfo,
  backend: BackendWasm,
): Float32Array {
  return backend.typedArrayFromHeap(tensor) as Float32Array;
}
