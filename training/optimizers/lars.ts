import * as tf from "@tensorflow/tfjs-core";
import { mapTensors, tensorNamed } from "../../core/tensors.ts";
import { type Applies, isKernel } from "./applies.ts";
import { classicalMomentum } from "./classical_momentum.ts";
import type { Optimizer } from "./optimizer.ts";

/** Hyper-parameters of LARS. */
export interface LarsOptions {
  /** The coefficient τ. */
  coefficient?: number;
  /** The rate λ of the weight decay, which is coupled. */
  decay?: number;
  /** The momentum m. */
  momentum?: number;
  /** The parameters that have rates of their own, and decay. */
  applies?: Applies;
}

/**
 * Layer-wise adaptive rate scaling. The tensor x of a layer has the rate
 * η = γ τ ‖x‖ / (‖g‖ + λ ‖x‖), γ being the learning rate of all, and
 * v ← m v - η (g + λ x), x ← x + v: rates are inside the velocity.
 *
 * Parameters to which it does not apply, by default all but kernels, have
 * η = γ and do not decay. A layer also has η = γ while ‖x‖ = 0, where the
 * equation would hold it for ever, and where the equation is 0 / 0.
 *
 * @throws {RangeError} unless τ is positive, λ not negative, both finite, and
 * 0 <= m < 1.
 *
 * Source: "Gradient noise convolution (GNC)", A.5; You, Gitman, Ginsburg,
 * "Large batch training of convolutional networks" (2017), algorithm 1.
 */
export function lars(
  {
    coefficient = 0.001,
    decay = 1e-4,
    momentum = 0.9,
    applies = isKernel,
  }: LarsOptions = {},
): Optimizer {
  if (
    !(coefficient > 0 && decay >= 0) ||
    ![coefficient, decay].every(Number.isFinite)
  ) {
    throw new RangeError(
      `Cannot use LARS: coefficient must be positive and decay not negative, current values ${coefficient}, ${decay}`,
    );
  }
  const optimizer = classicalMomentum({ momentum });
  return {
    name: `LARS τ=${coefficient} λ=${decay}, ${optimizer.name}`,
    init: optimizer.init,
    update: (inputs) =>
      tf.tidy(() => {
        const scaled = mapTensors(inputs.gradient, (g, name) => {
          if (!applies(name)) return g;
          const x = tensorNamed(inputs.parameters, name);
          const xNorm = norm(x);
          const divisor = tf.add(norm(g), tf.mul(decay, xNorm));
          const isDefined = tf.logicalAnd(
            tf.greater(xNorm, 0),
            tf.greater(divisor, 0),
          );
          const ratio = tf.where(
            isDefined,
            tf.div(tf.mul(coefficient, xNorm), divisor),
            tf.onesLike(xNorm),
          );
          return tf.mul(ratio, tf.add(g, tf.mul(decay, x)));
        });
        return { ...optimizer.update({ ...inputs, gradient: scaled }) };
      }),
  };
}

/** ‖x‖, the root of the sum of all squares. */
function norm(x: tf.Tensor): tf.Scalar {
  return tf.sqrt(tf.sum(tf.square(x)));
}
