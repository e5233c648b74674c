import * as tf from "@tensorflow/tfjs-core";
import { type Key, split } from "../core/key.ts";
import type { StepMethod } from "../core/method.ts";
import {
  type MethodParts,
  partsOf,
  PLAIN_WEIGHTS,
} from "../core/method_parts.ts";
import type { Model } from "../core/model.ts";
import { mapTensors, type NamedTensors } from "../core/tensors.ts";
import type { Engine } from "../engines/engine.ts";
import { askedStatistics, zeroProbes } from "./gradient_statistics.ts";
import {
  microbatchSums,
  weighedIn,
  type WeightedBatch,
} from "./microbatch_sums.ts";
import type { Optimizer, Updated } from "./optimizers/optimizer.ts";
import { perturbed } from "./perturbed.ts";
import { zeroStatistics } from "./running_statistics.ts";
import { addSums, type Sums } from "./sums.ts";
import { type WorkerGradients, workerGradients } from "./worker_gradients.ts";

/** What the optimizer needs besides the gradient. */
export interface OptimizerInputs {
  /** The optimizer's state. */
  state: NamedTensors;
  /** The learning rate, a scalar. */
  learningRate: tf.Scalar;
}

/** An update, its loss and its statistics; the caller owns all of it. */
export interface StepResult extends Updated {
  /** As in {@linkcode Sums}, before the update. */
  loss: tf.Scalar;
  /** As in {@linkcode Sums}. */
  statistics: NamedTensors;
}

/** What makes a training step. */
export interface TrainingStepOptions {
  /** The network. */
  model: Model;
  /** What makes an update of a gradient estimate. */
  optimizer: Optimizer;
  /** The noise method; plain SGD by default. */
  method?: StepMethod;
}

/**
 * One update in pure functions, so that an engine may compile them: as a whole
 * for a step of one microbatch, in parts for a step of several.
 */
export interface TrainingStep {
  /** The engine that it runs on. */
  readonly engine: Engine;
  /** The network that it trains. */
  readonly model: Model;
  /** What its noise method does. */
  readonly parts: MethodParts;
  /** Gradient estimates of a method that moves points; absent for others. */
  readonly workers?: WorkerGradients;
  /** Sums before the first microbatch; the caller owns them. */
  zero(parameters: NamedTensors): Sums;
  /** `sums` plus those of one microbatch; `sums` are left as they are. */
  accumulate(
    parameters: NamedTensors,
    inputs: { sums: Sums; batch: WeightedBatch },
  ): Sums;
  /**
   * The keys of the methods that perturb the gradient, of a step's noise key;
   * the caller owns them.
   */
  gradientKeys(key: Key): tf.Tensor1D[];
  /** The accumulated gradient with what the method adds to it. */
  perturb(
    mean: Pick<Sums, "gradient" | "observed">,
    inputs: { keys: readonly tf.Tensor1D[] },
  ): NamedTensors;
  /** The optimizer's update by the gradient estimate. */
  apply(
    parameters: NamedTensors,
    inputs: OptimizerInputs & { gradient: NamedTensors },
  ): Updated;
  /**
   * A step of one microbatch: {@linkcode accumulate}, `perturb` and `apply` in
   * one.
   */
  update(
    parameters: NamedTensors,
    inputs: OptimizerInputs & {
      batch: WeightedBatch;
      keys: readonly tf.Tensor1D[];
    },
  ): StepResult;
}

/**
 * The training step of a model with a noise method and an optimizer.
 *
 * @throws {RangeError} if the method asks for a gradient statistic that the
 * model cannot give, or weighs contributions that it cannot give, or depends on
 * the epoch.
 */
export function trainingStep(
  engine: Engine,
  { model, optimizer, method = PLAIN_WEIGHTS }: TrainingStepOptions,
): TrainingStep {
  const { random } = engine;
  const parts = partsOf(method);
  const methods = parts.gradient;
  const asked = askedStatistics(methods);
  const weighs = weighedIn(model, parts.weights);
  // At once: not in the first step, where it would be compiled.
  tf.tidy(() => {
    zeroProbes(model, asked);
    if (weighs === "contributions") zeroProbes(model, [weighs]);
  });
  const step: TrainingStep = {
    engine,
    model,
    parts,
    zero: (parameters) => ({
      gradient: mapTensors(parameters, (w) => tf.zerosLike(w)),
      loss: tf.scalar(0),
      statistics: zeroStatistics(model),
      ...(asked.length === 0 ? {} : {
        observed: {
          sums: zeroProbes(model, asked),
          squaredWeights: tf.scalar(0),
          examples: tf.scalar(0),
        },
      }),
    }),
    accumulate: engine.compile(function accumulate(
      parameters: NamedTensors,
      { sums, batch }: { sums: Sums; batch: WeightedBatch },
    ): Sums {
      return addSums(
        sums,
        microbatchSums(parameters, { model, batch, asked, random }),
      );
    }),
    gradientKeys: (key) =>
      methods.map((_, i) => random.key(split(split(key, "gradient"), i))),
    perturb: engine.compile(function perturb(
      { gradient, ...observed }: Pick<Sums, "gradient" | "observed">,
      { keys }: { keys: readonly tf.Tensor1D[] },
    ): NamedTensors {
      return perturbed(gradient, { ...observed, methods, keys, random });
    }),
    apply: engine.compile(function apply(
      parameters: NamedTensors,
      inputs: OptimizerInputs & { gradient: NamedTensors },
    ): Updated {
      return optimizer.update({ parameters, ...inputs });
    }),
    update: engine.compile(function update(
      parameters: NamedTensors,
      { state, learningRate, batch, keys }: OptimizerInputs & {
        batch: WeightedBatch;
        keys: readonly tf.Tensor1D[];
      },
    ): StepResult {
      const { gradient: mean, loss, statistics, ...observed } = microbatchSums(
        parameters,
        { model, batch, asked, random },
      );
      const gradient = perturbed(mean, {
        ...{ ...observed, methods, keys, random },
      });
      return {
        ...optimizer.update({ parameters, gradient, state, learningRate }),
        loss,
        statistics,
      };
    }),
  };
  if (parts.point === undefined) return step;
  return { ...step, workers: workerGradients(step, parts.point) };
}
