import * as tf from "@tensorflow/tfjs-core";
import { mapTensors, tensorNamed } from "../../core/tensors.ts";
import { checkMomentum } from "./momentum_range.ts";
import type { Optimizer } from "./optimizer.ts";

/**
 * Classical momentum: v ← m v - η g, w ← w + v. The learning rate is inside
 * the velocity.
 *
 * With a constant η it makes the updates of `momentum`. When η changes, what
 * the velocity holds keeps the rates that it was added with: after a division
 * by 10 the old, larger steps fade only over some 1 / (1 - m) updates.
 *
 * @throws {RangeError} unless 0 <= `momentum` < 1.
 *
 * Source: "Gradient noise convolution (GNC)", A.3; Sutskever et al., "On the
 * importance of initialization and momentum in deep learning" (2013), eqs. 1
 * and 2.
 */
export function classicalMomentum({ momentum = 0.9 } = {}): Optimizer {
  checkMomentum(momentum);
  return {
    name: `classical momentum ${momentum}`,
    init: (parameters) => mapTensors(parameters, (w) => tf.zerosLike(w)),
    update: ({ parameters, gradient, state, learningRate }) =>
      tf.tidy(() => {
        const decay = tf.scalar(momentum);
        const velocity = mapTensors(gradient, (g, name) =>
          tf.sub(
            tf.mul(decay, tensorNamed(state, name)),
            tf.mul(learningRate, g),
          ));
        return {
          parameters: mapTensors(
            parameters,
            (w, name) => tf.add(w, tensorNamed(velocity, name)),
          ),
          state: velocity,
        };
      }),
  };
}
