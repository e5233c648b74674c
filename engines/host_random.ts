import * as tf from "@tensorflow/tfjs-core";
import type { Key } from "../core/key.ts";
import { normal, uniform, words } from "../core/random.ts";
import type { EngineRandom } from "./engine.ts";

/** Random numbers of engines that read tensors at once: those of `core`. */
export const hostRandom: EngineRandom = {
  key: ({ words }: Key) => tf.tensor1d(Int32Array.from(words), "int32"),
  words: (key, count) =>
    tf.tensor1d(new Int32Array(words(keyIn(key), count).buffer), "int32"),
  uniform: (key, shape) =>
    tf.tensor(uniform(keyIn(key), sizeOf(shape)), [...shape]),
  normal: (key, shape) =>
    tf.tensor(normal(keyIn(key), sizeOf(shape)), [...shape]),
};

function keyIn(tensor: tf.Tensor1D): Key {
  const [low, high] = Uint32Array.from(tensor.dataSync());
  return { words: [low!, high!] };
}

function sizeOf(shape: readonly number[]): number {
  return tf.util.sizeFromShape([...shape]);
}
