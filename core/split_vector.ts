import * as tf from "@tensorflow/tfjs-core";
import { mapTensors, type NamedTensors } from "./tensors.ts";

/**
 * A vector of as many numbers as there are in all of `tensors` together, in
 * their order, as tensors of their names and shapes; the caller owns them.
 */
export function splitVector(
  vector: tf.Tensor,
  tensors: NamedTensors,
): NamedTensors {
  let from = 0;
  return mapTensors(tensors, ({ shape, size }) => {
    const start = from;
    from += size;
    return tf.tidy(() => tf.reshape(tf.slice(vector, start, size), shape));
  });
}
