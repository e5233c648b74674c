import * as tf from "@tensorflow/tfjs-core";
import { mapTensors, type NamedTensors } from "../core/tensors.ts";

/** A function's value and gradient, and what else it came upon. */
export interface ValueAndGradient {
  /** The value, a scalar. */
  value: tf.Scalar;
  /** The gradient of the value, under the parameters' names. */
  gradient: NamedTensors;
  /** What the function answered besides; no gradient is taken of it. */
  auxiliary: NamedTensors;
}

/**
 * Value and gradient of `f` at `parameters`, and the auxiliary tensors of the
 * same forward pass; the caller owns all of them.
 */
export function valueAndGradient(
  f: (parameters: NamedTensors) => {
    value: tf.Scalar;
    auxiliary: NamedTensors;
  },
  parameters: NamedTensors,
): ValueAndGradient {
  const names = Object.keys(parameters);
  const named = (values: readonly tf.Tensor[]) =>
    Object.fromEntries(names.map((name, index) => [name, values[index]!]));
  let kept: NamedTensors = {};
  try {
    const { value, grads } = tf.valueAndGrads((...values) => {
      const { value, auxiliary } = f(named(values));
      // tfjs frees all of a forward pass but its value. Clones, since a tensor
      // may be the caller's own.
      kept = mapTensors(auxiliary, (tensor) => tf.keep(tf.clone(tensor)));
      return value;
    })(Object.values(parameters));
    return {
      value: value as tf.Scalar,
      gradient: named(grads),
      auxiliary: mapTensors(kept, (tensor) => tf.clone(tensor)),
    };
  } finally {
    tf.dispose(Object.values(kept));
  }
}
