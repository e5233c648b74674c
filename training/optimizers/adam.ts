import * as tf from "@tensorflow/tfjs-core";
import { mapTensors, tensorNamed } from "../../core/tensors.ts";
import type { Optimizer } from "./optimizer.ts";

/** Hyper-parameters of Adam. */
export interface AdamOptions {
  /** Decay of the mean of the gradient. */
  beta1?: number;
  /** Decay of the mean of its square. */
  beta2?: number;
  /** Added to the root of the bias-corrected second moment. */
  epsilon?: number;
}

/**
 * Adam: m ← β₁ m + (1-β₁) g, v ← β₂ v + (1-β₂) g²,
 * w ← w - η m̂ / (√v̂ + ε), m̂ = m / (1-β₁ᵗ), v̂ = v / (1-β₂ᵗ).
 *
 * @throws {RangeError} unless both decays are from 0 to below 1 and ε is
 * positive and finite.
 *
 * Source: Kingma and Ba, "Adam: a method for stochastic optimization" (2015),
 * algorithm 1.
 */
export function adam(
  { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions = {},
): Optimizer {
  if (
    ![beta1, beta2].every((beta) => beta >= 0 && beta < 1) ||
    !(epsilon > 0 && Number.isFinite(epsilon))
  ) {
    throw new RangeError(
      `Cannot use Adam: decays must be from 0 to below 1 and epsilon positive, current values ${beta1}, ${beta2}, ${epsilon}`,
    );
  }
  return {
    name: `Adam β=(${beta1}, ${beta2}) ε=${epsilon}`,
    init: (parameters) => ({
      // 1 - β₁ᵗ and 1 - β₂ᵗ, which keep their digits where βᵗ would not.
      "correction1": tf.scalar(0),
      "correction2": tf.scalar(0),
      ...prefixed("mean", mapTensors(parameters, (w) => tf.zerosLike(w))),
      ...prefixed("square", mapTensors(parameters, (w) => tf.zerosLike(w))),
    }),
    update: ({ parameters, gradient, state, learningRate }) =>
      tf.tidy(() => {
        const one = tf.scalar(1);
        const meanRate = tf.scalar(1 - beta1);
        const squareRate = tf.scalar(1 - beta2);
        const correction = (name: string, complement: tf.Scalar) => {
          const old = tensorNamed(state, name);
          return tf.add(old, tf.mul(complement, tf.sub(one, old)));
        };
        const correction1 = correction("correction1", meanRate);
        const correction2 = correction("correction2", squareRate);
        // η m̂ / (√v̂ + ε) = (η c / (1-β₁ᵗ)) m / (√v + c ε), c = √(1-β₂ᵗ): the
        // corrections become two scalars instead of two passes over m and v.
        const c = tf.sqrt(correction2);
        const rate = tf.div(tf.mul(learningRate, c), correction1);
        const floor = tf.mul(c, epsilon);
        const mean = mapTensors(gradient, (g, name) => {
          const old = tensorNamed(state, `mean/${name}`);
          return tf.add(old, tf.mul(meanRate, tf.sub(g, old)));
        });
        const square = mapTensors(gradient, (g, name) => {
          const old = tensorNamed(state, `square/${name}`);
          return tf.add(old, tf.mul(squareRate, tf.sub(tf.square(g), old)));
        });
        return {
          parameters: mapTensors(parameters, (w, name) => {
            const root = tf.sqrt(tensorNamed(square, name));
            const direction = tf.div(
              tensorNamed(mean, name),
              tf.add(root, floor),
            );
            return tf.sub(w, tf.mul(rate, direction));
          }),
          state: {
            correction1,
            correction2,
            ...prefixed("mean", mean),
            ...prefixed("square", square),
          },
        };
      }),
  };
}

function prefixed(
  prefix: string,
  tensors: Readonly<Record<string, tf.Tensor>>,
): Record<string, tf.Tensor> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [
      `${prefix}/${name}`,
      tensor,
    ]),
  );
}
