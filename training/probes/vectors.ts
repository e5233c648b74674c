/**
 * Named tensors as one vector of all their numbers, and the double-precision
 * arithmetic of such vectors.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { mapTensors, type NamedTensors } from "../../core/tensors.ts";

/** A vector in main memory. */
export type Vector = Float32Array | Float64Array;

/** All numbers of the tensors, in their order. */
export async function vectorOf(tensors: NamedTensors): Promise<Float32Array> {
  const flat = tf.tidy(() =>
    tf.concat(
      Object.values(tensors).map((tensor) => tf.reshape(tensor, [-1])),
    )
  );
  const vector = await flat.data<"float32">();
  flat.dispose();
  return vector;
}

/** Tensors of the names and shapes of `like`; the caller owns them. */
export function tensorsOf(vector: Vector, like: NamedTensors): NamedTensors {
  let from = 0;
  return mapTensors(like, ({ shape, size }) => {
    const part = Float32Array.from(vector.subarray(from, from + size));
    from += size;
    return tf.tensor(part, shape);
  });
}

/** Σ a_k b_k. */
export function dot(a: Vector, b: Vector): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}

/** √(Σ a_k²). */
export function norm(a: Vector): number {
  return Math.sqrt(dot(a, a));
}

/** a + scale · b. */
export function plus(a: Vector, scale: number, b: Vector): Float64Array {
  return Float64Array.from(a, (value, k) => value + scale * b[k]!);
}
