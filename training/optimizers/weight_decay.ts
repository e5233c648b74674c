import * as tf from "@tensorflow/tfjs-core";
import { mapTensors, tensorNamed } from "../../core/tensors.ts";
import type { Applies } from "./applies.ts";
import type { Optimizer } from "./optimizer.ts";

/** How weights decay. */
export interface WeightDecayOptions {
  /** The rate λ; the penalty whose gradient is λ w is λ/2 ‖w‖². */
  rate: number;
  /** The parameters that decay: `isKernel`, or for all `() => true`. */
  applies: Applies;
  /** Whether the optimizer sees the decay as a part of the gradient. */
  coupled?: boolean;
}

/**
 * `optimizer` with weight decay. Coupled (L2 regularisation): it is given
 * g + λ w. Decoupled: w ← (1 - η λ) w, and then its own update by g.
 *
 * For gradient descent the two are the same. The losses that training reports
 * leave the penalty out. `applies` has no default because the experiments
 * differ: kernels for Smith, Elsen, De; all parameters for GNC.
 *
 * @throws {RangeError} unless `rate` is finite and not negative.
 *
 * Source: coupled: PyTorch's `SGD(weight_decay=λ)`; decoupled: Loshchilov and
 * Hutter, "Decoupled weight decay regularization" (2019), algorithm 2, as in
 * PyTorch's `AdamW`.
 */
export function weightDecay(
  optimizer: Optimizer,
  { rate, applies, coupled = true }: WeightDecayOptions,
): Optimizer {
  if (!(rate >= 0 && Number.isFinite(rate))) {
    throw new RangeError(
      `Cannot decay weights: rate must not be negative, current value ${rate}`,
    );
  }
  return {
    name: `${optimizer.name}, ${
      coupled ? "" : "decoupled "
    }weight decay ${rate}`,
    init: optimizer.init,
    update: (inputs) =>
      tf.tidy(() => {
        const { parameters, gradient, learningRate } = inputs;
        if (coupled) {
          const penalised = mapTensors(gradient, (g, name) => {
            if (!applies(name)) return g;
            return tf.add(g, tf.mul(rate, tensorNamed(parameters, name)));
          });
          return { ...optimizer.update({ ...inputs, gradient: penalised }) };
        }
        const kept = tf.sub(1, tf.mul(learningRate, rate));
        const decayed = mapTensors(
          parameters,
          (w, name) => applies(name) ? tf.mul(kept, w) : w,
        );
        return { ...optimizer.update({ ...inputs, parameters: decayed }) };
      }),
  };
}
