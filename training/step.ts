import * as tf from "@tensorflow/tfjs-core";
import type { Model } from "../core/model.ts";
import { mapTensors, type NamedTensors, tensorNamed } from "../core/tensors.ts";
import type { Engine } from "../engines/engine.ts";
import { crossEntropy } from "./cross_entropy.ts";
import type { Optimizer, Updated } from "./optimizers/optimizer.ts";

/** What the microbatches of a step add up to. */
export interface Sums {
  /** Σ w_i ∇ℓ_i so far, under the parameters' names. */
  gradient: NamedTensors;
  /** Σ w_i ℓ_i so far in nats, a scalar. */
  loss: tf.Scalar;
}

/** A microbatch with the weights of its examples. */
export interface WeightedBatch {
  /** Inputs, `[batch, ...inputShape]`. */
  x: tf.Tensor;
  /** Classes, int32 `[batch]`. */
  labels: tf.Tensor1D;
  /** Weight w_i of each example, `[batch]`; they sum to 1 over the step. */
  weights: tf.Tensor1D;
}

/** One update in two pure parts, so that an engine may compile both. */
export interface TrainingStep {
  /** Sums before the first microbatch; the caller owns them. */
  zero(parameters: NamedTensors): Sums;
  /** `sums` plus those of one microbatch; `sums` are left as they are. */
  accumulate(
    parameters: NamedTensors,
    inputs: { sums: Sums; batch: WeightedBatch },
  ): Sums;
  /** The optimizer's update by the accumulated gradient. */
  apply(
    parameters: NamedTensors,
    inputs: {
      state: NamedTensors;
      gradient: NamedTensors;
      learningRate: tf.Scalar;
    },
  ): Updated;
}

/** The training step of a model with an optimizer on an engine. */
export function trainingStep(
  engine: Engine,
  { model, optimizer }: { model: Model; optimizer: Optimizer },
): TrainingStep {
  const accumulate = engine.compile((
    parameters: NamedTensors,
    { sums, batch }: { sums: Sums; batch: WeightedBatch },
  ) => {
    const names = Object.keys(parameters);
    const weightedLoss = (...values: tf.Tensor[]) => {
      const named = Object.fromEntries(
        names.map((name, index) => [name, values[index]!]),
      );
      const losses = crossEntropy(model.apply(named, batch.x), batch.labels);
      return tf.sum(tf.mul(batch.weights, losses)) as tf.Scalar;
    };
    const { value, grads } = tf.valueAndGrads(weightedLoss)(
      names.map((name) => tensorNamed(parameters, name)),
    );
    return {
      gradient: Object.fromEntries(
        names.map((name, index) => [
          name,
          tf.add(tensorNamed(sums.gradient, name), grads[index]!),
        ]),
      ),
      loss: tf.add(sums.loss, value) as tf.Scalar,
    };
  });
  return {
    zero: (parameters) => ({
      gradient: mapTensors(parameters, (w) => tf.zerosLike(w)),
      loss: tf.scalar(0),
    }),
    accumulate,
    apply: engine.compile<Parameters<TrainingStep["apply"]>, Updated>(
      (parameters, inputs) => optimizer.update({ parameters, ...inputs }),
    ),
  };
}
