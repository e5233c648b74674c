/**
 * Named tensors: the parameters of a model, their gradients and the state of
 * an optimizer are all records from a name ("dense_1/kernel") to a tensor.
 *
 * @module
 */
import type * as tf from "@tensorflow/tfjs-core";

/** Tensors by name. Iteration order is insertion order and is significant. */
export type NamedTensors = Readonly<Record<string, tf.Tensor>>;

/** `f(tensor, name)` for each tensor, under the same names. */
export function mapTensors(
  tensors: NamedTensors,
  f: (tensor: tf.Tensor, name: string) => tf.Tensor,
): NamedTensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [name, f(tensor, name)]),
  );
}

/**
 * The tensor called `name`.
 *
 * @throws {RangeError} if there is none.
 */
export function tensorNamed(tensors: NamedTensors, name: string): tf.Tensor {
  const tensor = tensors[name];
  if (tensor === undefined) {
    throw new RangeError(
      `Cannot find tensor "${name}": there are ${
        Object.keys(tensors).join(", ")
      }`,
    );
  }
  return tensor;
}

/** Number of scalars in all tensors together. */
export function countScalars(tensors: NamedTensors): number {
  return Object.values(tensors).reduce((sum, tensor) => sum + tensor.size, 0);
}

/** Frees the memory of every tensor. */
export function disposeTensors(tensors: NamedTensors): void {
  for (const tensor of Object.values(tensors)) tensor.dispose();
}
