import type { Key } from "../core/key.ts";
import { uniform } from "../core/random.ts";

/**
 * Glorot's uniform initialisation: U[-r, r] with r = sqrt(6 / (in + out)),
 * variance 2 / (in + out). Returns in × out values, row-major `[in, out]`.
 *
 * Source: Glorot and Bengio, "Understanding the difficulty of training deep
 * feedforward neural networks" (2010), eq. 16.
 */
export function glorotUniform(
  key: Key,
  { inputs, outputs }: { inputs: number; outputs: number },
): Float32Array {
  const range = Math.sqrt(6 / (inputs + outputs));
  return uniform(key, inputs * outputs).map((u) => (2 * u - 1) * range);
}
