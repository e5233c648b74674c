import * as tf from "@tensorflow/tfjs-core";
import { mapTensors, tensorNamed } from "../../core/tensors.ts";
import { checkMomentum } from "./momentum_range.ts";
import type { Optimizer } from "./optimizer.ts";
import { velocityAfter } from "./velocity.ts";

/**
 * Nesterov momentum: v ← m v + g, w ← w - η (g + m v). The learning rate is
 * outside the velocity, as in `momentum`.
 *
 * @throws {RangeError} unless 0 <= `momentum` < 1.
 *
 * Source: PyTorch's `SGD(momentum=m, nesterov=True)`, which takes the gradient
 * at w in place of the look-ahead of Sutskever et al. (2013), eq. 3.
 */
export function nesterov({ momentum = 0.9 } = {}): Optimizer {
  checkMomentum(momentum);
  return {
    name: `Nesterov momentum ${momentum}`,
    init: (parameters) => mapTensors(parameters, (w) => tf.zerosLike(w)),
    update: ({ parameters, gradient, state, learningRate }) =>
      tf.tidy(() => {
        const decay = tf.scalar(momentum);
        const velocity = velocityAfter(gradient, { velocity: state, decay });
        return {
          parameters: mapTensors(parameters, (w, name) => {
            const ahead = tf.mul(decay, tensorNamed(velocity, name));
            const direction = tf.add(tensorNamed(gradient, name), ahead);
            return tf.sub(w, tf.mul(learningRate, direction));
          }),
          state: velocity,
        };
      }),
  };
}
