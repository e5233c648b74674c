/**
 * The kernels that tfjs has for a backend, to call or to replace.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";

/**
 * The function that `backend` runs for the kernel called `name`.
 *
 * @throws {Error} if it has none.
 */
export function kernelOf(name: string, backend: string): tf.KernelFunc {
  const config = tf.getKernel(name, backend);
  if (!config) {
    throw new Error(
      `Cannot find kernel ${name}: backend ${backend} registered none`,
    );
  }
  return config.kernelFunc;
}

/** Makes `backend` run `kernelFunc` for the kernel called `name`. */
export function setKernel(
  name: string,
  { backend, kernelFunc }: { backend: string; kernelFunc: tf.KernelFunc },
): void {
  if (tf.getKernel(name, backend)) tf.unregisterKernel(name, backend);
  tf.registerKernel({ kernelName: name, backendName: backend, kernelFunc });
}
