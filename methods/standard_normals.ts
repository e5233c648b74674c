import * as tf from "@tensorflow/tfjs-core";
import type { PerturbationInputs } from "../core/method.ts";
import { splitVector } from "../core/split_vector.ts";
import { countScalars, type NamedTensors } from "../core/tensors.ts";

/**
 * Independent numbers from N(0, 1) in the shapes of `tensors`, under the same
 * names, from one draw; the caller owns them.
 */
export function standardNormals(
  tensors: NamedTensors,
  { key, random }: Pick<PerturbationInputs, "key" | "random">,
): NamedTensors {
  return tf.tidy(() =>
    splitVector(random.normal(key, [countScalars(tensors)]), tensors)
  );
}
