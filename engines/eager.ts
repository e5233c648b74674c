import * as tf from "@tensorflow/tfjs-core";

/** `compile` of the engines that run op by op: frees what `f` leaves behind. */
export function eager<A extends readonly unknown[], R extends object>(
  f: (...args: A) => R,
): (...args: A) => R {
  return (...args) => tf.tidy(() => f(...args) as tf.TensorContainer) as R;
}
