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
 * It knows nothing of data sets, models, optimizers or suites.
 *
 * @module
 */
import type { Key } from "./key.ts";

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
   * The weight of each example of a step: the minibatches one after the
   * other, `batchSize` examples each, so `[minibatches * batchSize]`. They
   * sum to 1 (the gradient estimate is a weighted mean, not a sum).
   *
   * @throws {RangeError} if `batchSize` is not a positive integer.
   */
  weights(batchSize: number, key: Key): Float32Array;
}

/** Any noise method; its `place` tells which contract it follows. */
export type Method = ExampleWeightMethod;
