import * as tf from "@tensorflow/tfjs-core";
import type { Model } from "../core/model.ts";
import {
  disposeTensors,
  mapTensors,
  type NamedTensors,
  tensorNamed,
} from "../core/tensors.ts";
import type { Engine } from "../engines/engine.ts";
import { crossEntropy } from "./cross_entropy.ts";
import type { Optimizer, Updated } from "./optimizers/optimizer.ts";
import { addStatistics, zeroStatistics } from "./running_statistics.ts";
import {
  type ValueAndGradient,
  valueAndGradient,
} from "./value_and_gradient.ts";

/** What the microbatches of a step add up to. */
export interface Sums {
  /** Σ w_i ∇ℓ_i so far, under the parameters' names. */
  gradient: NamedTensors;
  /** Σ w_i ℓ_i so far in nats, a scalar. */
  loss: tf.Scalar;
  /**
   * Σ s_i so far, s_i the batch statistics that example i was normalised with,
   * whatever its weight; `{}` without normalisation.
   */
  statistics: NamedTensors;
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

/** What the optimizer needs besides the gradient. */
export interface OptimizerInputs {
  /** The optimizer's state. */
  state: NamedTensors;
  /** The learning rate, a scalar. */
  learningRate: tf.Scalar;
}

/** An update, its loss and its statistics; the caller owns all of it. */
export interface StepResult extends Updated {
  /** Σ w_i ℓ_i before the update in nats, a scalar. */
  loss: tf.Scalar;
  /** As in {@linkcode Sums}. */
  statistics: NamedTensors;
}

/**
 * One update in pure functions, so that an engine may compile them: as a whole
 * for a step of one microbatch, in parts for a step of several.
 */
export interface TrainingStep {
  /** The network that it trains. */
  readonly model: Model;
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
    inputs: OptimizerInputs & { gradient: NamedTensors },
  ): Updated;
  /** A step of one microbatch: {@linkcode accumulate} and `apply` in one. */
  update(
    parameters: NamedTensors,
    inputs: OptimizerInputs & { batch: WeightedBatch },
  ): StepResult;
}

/** The training step of a model with an optimizer on an engine. */
export function trainingStep(
  engine: Engine,
  { model, optimizer }: { model: Model; optimizer: Optimizer },
): TrainingStep {
  return {
    model,
    zero: (parameters) => ({
      gradient: mapTensors(parameters, (w) => tf.zerosLike(w)),
      loss: tf.scalar(0),
      statistics: zeroStatistics(model),
    }),
    accumulate: engine.compile(function accumulate(
      parameters: NamedTensors,
      { sums, batch }: { sums: Sums; batch: WeightedBatch },
    ): Sums {
      const { value, gradient, auxiliary } = weightedLoss(model, {
        ...{ parameters, batch },
      });
      return {
        gradient: mapTensors(
          gradient,
          (g, name) => tf.add(tensorNamed(sums.gradient, name), g),
        ),
        loss: tf.add<tf.Scalar>(sums.loss, value),
        statistics: addStatistics(sums.statistics, {
          statistics: auxiliary,
          examples: batch.x.shape[0]!,
        }),
      };
    }),
    apply: engine.compile(function apply(
      parameters: NamedTensors,
      inputs: OptimizerInputs & { gradient: NamedTensors },
    ): Updated {
      return optimizer.update({ parameters, ...inputs });
    }),
    update: engine.compile(function update(
      parameters: NamedTensors,
      { state, learningRate, batch }: OptimizerInputs & {
        batch: WeightedBatch;
      },
    ): StepResult {
      const { value, gradient, auxiliary } = weightedLoss(model, {
        ...{ parameters, batch },
      });
      return {
        ...optimizer.update({ parameters, gradient, state, learningRate }),
        loss: value,
        statistics: mapTensors(
          auxiliary,
          (s) => tf.mul(s, batch.x.shape[0]!),
        ),
      };
    }),
  };
}

/** Σ w_i ℓ_i of a microbatch, its gradient, and the batch statistics. */
function weightedLoss(
  model: Model,
  { parameters, batch: { x, labels, weights } }: {
    parameters: NamedTensors;
    batch: WeightedBatch;
  },
): ValueAndGradient {
  return valueAndGradient((parameters) => {
    const { logits, statistics } = model.apply(parameters, { x });
    return {
      value: tf.sum(tf.mul(weights, crossEntropy(logits, labels))),
      auxiliary: statistics,
    };
  }, parameters);
}

/** Frees what a step's microbatches add up to. */
export function disposeSums({ gradient, loss, statistics }: Sums): void {
  disposeTensors({ ...gradient, ...statistics });
  loss.dispose();
}
