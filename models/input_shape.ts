import type * as tf from "@tensorflow/tfjs-core";

/**
 * Refuses inputs that are not `[batch, ...inputShape]`.
 *
 * @throws {RangeError} with both shapes.
 */
export function checkInputShape(
  inputShape: readonly number[],
  x: tf.Tensor,
): void {
  if (x.shape.slice(1).join() !== inputShape.join()) {
    throw new RangeError(
      `Cannot apply the model: input must have shape [batch, ${
        inputShape.join(", ")
      }], current shape [${x.shape.join(", ")}]`,
    );
  }
}
