/**
 * The three places where noise enters a training step. Every noise method
 * changes the gradient estimate in one of them:
 *
 * | place | what the method returns |
 * | --- | --- |
 * | the examples' weights | per-example weights w_i; the gradient is Σ w_i ∇ℓ_i |
 * | the point of evaluation | the parameters at which a worker takes its gradient |
 * | the gradient | a perturbation, from a requested gradient statistic |
 *
 * A method is an immutable object made by a function of its hyper-parameters.
 * It knows nothing of data sets, models, optimizers or suites. What it does to
 * tensors is pure, so that an engine may compile the step that it is part of.
 *
 * @module
 */
import type * as tf from "@tensorflow/tfjs-core";
import type { EngineRandom } from "./engine_random.ts";
import type { Key } from "./key.ts";
import type { NamedTensors } from "./tensors.ts";

/** A noise method that acts through the examples' weights. */
export interface ExampleWeightMethod {
  /** The field's name of the method. */
  readonly name: string;
  /** The place where its noise enters. */
  readonly place: "example weights";
  /** Number of independent minibatches that one step draws. */
  readonly minibatches: number;
  /**
   * How the minibatches of a step relate: drawn from independent permutations
   * of the epoch (they may overlap), or disjoint halves of one permutation.
   */
  readonly sampling: "independent" | "disjoint";
  /**
   * What is weighed. Losses: the gradient is that of Σ w_i ℓ_i. Contributions:
   * it is Σ w_i g_i, g_i being what the outputs of example i contribute to the
   * gradient of Σ ℓ_i. Only where a network normalises batches are they not
   * the same: a loss depends there, through the statistics of its ghost batch,
   * on the other examples. Absent: losses.
   */
  readonly weighs?: "losses" | "contributions";
  /**
   * The weight of each example of a step: the minibatches one after the
   * other, `batchSize` examples each, so `[minibatches * batchSize]`. They
   * sum to 1, at least in expectation (the gradient estimate is a weighted
   * mean, not a sum).
   *
   * The methods here throw a RangeError if `batchSize` is not a positive
   * integer.
   */
  weights(batchSize: number, key: Key): Float32Array;
  /**
   * Weights v_i, laid out as {@linkcode weights}, of each example with a label
   * drawn from the model's own prediction, which is added to the step's: of
   * what {@linkcode weighs} says. Absent: none.
   */
  drawnLabelWeights?(batchSize: number, key: Key): Float32Array;
}

/** What the point of a worker is made from; all of it stays the caller's. */
export interface PointInputs {
  /** The step's learning rate η, a scalar. */
  readonly learningRate: tf.Scalar;
  /**
   * ω = g_{t-1} - ḡ_{t-1}: how the worker's gradient differed from the mean of
   * all workers' in the step before, under the parameters' names; 0 in the
   * first step. Only for a method that asks for it.
   */
  readonly deviation?: NamedTensors;
  /**
   * What the method has made in common for all workers of the step. Absent: it
   * is made for this point alone.
   */
  readonly common?: NamedTensors;
  /**
   * The worker's own noise key in this step. The same key gives the same
   * numbers: all that a point needs is one draw, as of `standardNormals`.
   */
  readonly key: tf.Tensor1D;
  /** Draws on the device. */
  readonly random: EngineRandom;
}

/**
 * A noise method that acts through the point where a gradient is taken. The
 * batch is split among workers in order; each takes the mean gradient of its
 * examples at its own point, and the estimate is the mean over the workers.
 */
export interface EvaluationPointMethod {
  /** The field's name of the method. */
  readonly name: string;
  /** The place where its noise enters. */
  readonly place: "point of evaluation";
  /** Number of (virtual) workers M. */
  readonly workers: number;
  /** What a worker keeps from one step to the next. */
  readonly remembers: "nothing" | "deviation";
  /**
   * What the points of all workers of a step need of its parameters, so that
   * it is made once; the caller owns it. Absent: nothing.
   */
  common?(parameters: NamedTensors): NamedTensors;
  /** The point of a worker; the caller owns it. */
  point(parameters: NamedTensors, inputs: PointInputs): NamedTensors;
}

/** A statistic of the per-example gradients g_i of a step. */
export type GradientStatistic =
  /** None. */
  | "none"
  /**
   * Σ w_i² g_i² / Σ w_i², element by element, under the parameters' names: the
   * diagonal of the empirical Fisher matrix, a mean over examples. Labels that
   * are drawn have no part in it.
   */
  | "squared gradients"
  /**
   * For each layer the factors of its block of the Fisher matrix, A ⊗ S: under
   * "layer/inputs" A, the mean of a aᵀ over examples, a being the layer's
   * inputs, with a 1 behind them if it has a bias; under "layer/outputs" S, the
   * mean of δ δᵀ, weighted by w_i², δ being the gradient of an example's loss
   * with respect to the layer's outputs. For a convolution A is summed over the
   * places of the window, and S averaged. Parameters that are no matrix (batch
   * normalisation's) have squared gradients, under their names.
   *
   * Source: Martens and Grosse, "Optimizing neural networks with
   * Kronecker-factored approximate curvature" (2015); Grosse and Martens, "A
   * Kronecker-factored approximate Fisher matrix for convolution layers"
   * (2016), theorem 1.
   */
  | "Kronecker factors";

/** What a perturbation is made from; all of it stays the caller's. */
export interface PerturbationInputs {
  /** The requested statistic; `{}` for "none". */
  readonly statistic: NamedTensors;
  /**
   * The method's own noise key in this step. The same key gives the same
   * numbers: all that a perturbation needs is one draw, as of
   * `standardNormals`.
   */
  readonly key: tf.Tensor1D;
  /** Draws on the device. */
  readonly random: EngineRandom;
}

/** A noise method that adds to the gradient estimate. */
export interface GradientMethod {
  /** The field's name of the method. */
  readonly name: string;
  /** The place where its noise enters. */
  readonly place: "gradient";
  /** The statistic that its noise is made from. */
  readonly statistic: GradientStatistic;
  /**
   * How many of the step's examples, the first ones, the statistic is
   * estimated from; of several methods in a step, the most that one asks for.
   * Absent: all of them.
   */
  readonly statisticExamples?: number;
  /**
   * What is added to the mean gradient, under the parameters' names; nothing
   * is added where a name is missing. The caller owns it.
   */
  perturbation(
    gradient: NamedTensors,
    inputs: PerturbationInputs,
  ): NamedTensors;
}

/**
 * Methods in several places. Examples are weighed first, gradients are then
 * taken at their points, and at last perturbed by one method after the other,
 * each of which sees the gradient as those before it left it.
 */
export interface CompositeMethod {
  /** The names of its parts, in order. */
  readonly name: string;
  /** It has parts. */
  readonly place: "several";
  /** How examples are weighed; plain SGD if none of the parts does it. */
  readonly weights: ExampleWeightMethod;
  /** Where gradients are taken; at the parameters if none of the parts says. */
  readonly point?: EvaluationPointMethod;
  /** What is added to the gradient, one after the other. */
  readonly gradient: readonly GradientMethod[];
}

/** What a step may be made by. */
export type StepMethod =
  | ExampleWeightMethod
  | EvaluationPointMethod
  | GradientMethod
  | CompositeMethod;

/** A method that is another one from some epoch on. */
export interface ScheduledMethod {
  /** The field's name of the method. */
  readonly name: string;
  /** Which method it is depends on the epoch. */
  readonly place: "by epoch";
  /**
   * The method of an epoch, the first being 0: of the updates t for which t
   * over the updates of an epoch, rounded down, is `epoch`. Where remainders go
   * on into the next epoch these are N/B updates, not rounded.
   */
  at(epoch: number): StepMethod;
}

/** Any noise method; its `place` tells which contract it follows. */
export type Method = StepMethod | ScheduledMethod;
