import * as tf from "@tensorflow/tfjs-core";
import type { Compile } from "./engine.ts";

/** `compile` of the engines that run op by op: frees what `f` leaves behind. */
export const eager: Compile = (f) => (...args) =>
  tf.tidy(() => f(...args) as tf.TensorContainer) as ReturnType<typeof f>;
