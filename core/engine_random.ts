import type * as tf from "@tensorflow/tfjs-core";
import type { Key } from "./key.ts";

/**
 * Random numbers made by the engine itself, with the bits of `core/random.ts`.
 * A key is a tensor, so that a compiled step draws anew in each call.
 */
export interface EngineRandom {
  /** The two words of a key, int32 `[2]`; the caller owns it. */
  key(key: Key): tf.Tensor1D;
  /** `count` random words, int32 with the bits of `words(key, count)`. */
  words(key: tf.Tensor1D, count: number): tf.Tensor1D;
  /** Uniform on [0, 1), float32: `uniform(key, size)` to the bit. */
  uniform(key: tf.Tensor1D, shape: readonly number[]): tf.Tensor;
  /** Standard normal, float32: `normal(key, size)` up to rounding. */
  normal(key: tf.Tensor1D, shape: readonly number[]): tf.Tensor;
}
