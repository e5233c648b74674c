import * as tf from "@tensorflow/tfjs-core";
import {
  mapTensors,
  type NamedTensors,
  tensorNamed,
} from "../../core/tensors.ts";

/** v ← m v + g, with the learning rate outside; `decay` is m. */
export function velocityAfter(
  gradient: NamedTensors,
  { velocity, decay }: { velocity: NamedTensors; decay: tf.Scalar },
): NamedTensors {
  return mapTensors(
    gradient,
    (g, name) => tf.add(tf.mul(decay, tensorNamed(velocity, name)), g),
  );
}
