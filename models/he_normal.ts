import type { Key } from "../core/key.ts";
import { normal } from "../core/random.ts";
import { fansOf, sizeOf } from "./initialiser.ts";

/**
 * He's normal initialisation of a kernel: mean 0, variance 2 / in, where in
 * counts the places of a convolution's window.
 *
 * Source: He et al., "Delving deep into rectifiers" (2015), eq. 10.
 */
export function heNormal(key: Key, shape: readonly number[]): Float32Array {
  const deviation = Math.sqrt(2 / fansOf(shape).inputs);
  return normal(key, sizeOf(shape)).map((z) => z * deviation);
}
