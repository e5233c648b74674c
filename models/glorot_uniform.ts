import type { Key } from "../core/key.ts";
import { uniform } from "../core/random.ts";
import { fansOf, sizeOf } from "./initialiser.ts";

/**
 * Glorot's uniform initialisation of a kernel: U[-r, r] with
 * r = sqrt(6 / (in + out)), variance 2 / (in + out), where in and out count
 * the places of a convolution's window.
 *
 * Source: Glorot and Bengio, "Understanding the difficulty of training deep
 * feedforward neural networks" (2010), eq. 16.
 */
export function glorotUniform(
  key: Key,
  shape: readonly number[],
): Float32Array {
  const { inputs, outputs } = fansOf(shape);
  const range = Math.sqrt(6 / (inputs + outputs));
  return uniform(key, sizeOf(shape)).map((u) => (2 * u - 1) * range);
}
