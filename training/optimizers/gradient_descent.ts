import * as tf from "@tensorflow/tfjs-core";
import { mapTensors, tensorNamed } from "../../core/tensors.ts";
import type { Optimizer } from "./optimizer.ts";

/**
 * Gradient descent: w ← w - η g.
 *
 * Source: "Improved generalization by noise enhancement", eq. 2.
 */
export function gradientDescent(): Optimizer {
  return {
    name: "gradient descent",
    init: () => ({}),
    update: ({ parameters, gradient, learningRate }) =>
      tf.tidy(() => ({
        parameters: mapTensors(
          parameters,
          (w, name) =>
            tf.sub(w, tf.mul(learningRate, tensorNamed(gradient, name))),
        ),
        state: {},
      })),
  };
}
