import * as tf from "@tensorflow/tfjs-core";
import { mapTensors, tensorNamed } from "../../core/tensors.ts";
import { checkMomentum } from "./momentum_range.ts";
import type { Optimizer } from "./optimizer.ts";
import { velocityAfter } from "./velocity.ts";

/**
 * Heavy-ball momentum: v ← m v + g, w ← w - η v. No factor (1 - m); the
 * learning rate is outside the velocity.
 *
 * With a constant η it makes the updates of `classicalMomentum`. When η
 * changes, the whole velocity is scaled with it at once.
 *
 * @throws {RangeError} unless 0 <= `momentum` < 1.
 *
 * Source: Smith, Elsen, De, "On the generalization benefit of noise in SGD"
 * (2020), section 3.1; PyTorch's `SGD(momentum=m)`.
 */
export function momentum({ momentum = 0.9 } = {}): Optimizer {
  checkMomentum(momentum);
  return {
    name: `momentum ${momentum}`,
    init: (parameters) => mapTensors(parameters, (w) => tf.zerosLike(w)),
    update: ({ parameters, gradient, state, learningRate }) =>
      tf.tidy(() => {
        const decay = tf.scalar(momentum);
        const velocity = velocityAfter(gradient, { velocity: state, decay });
        return {
          parameters: mapTensors(
            parameters,
            (w, name) =>
              tf.sub(w, tf.mul(learningRate, tensorNamed(velocity, name))),
          ),
          state: velocity,
        };
      }),
  };
}
