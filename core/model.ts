import type * as tf from "@tensorflow/tfjs-core";
import type { EngineRandom } from "./engine_random.ts";
import type { Key } from "./key.ts";
import type { NamedTensors } from "./tensors.ts";

/** What dropout is drawn from; all of it stays the caller's. */
export interface DropoutInputs {
  /** The pass's own key. */
  readonly key: tf.Tensor1D;
  /** Draws on the device. */
  readonly random: EngineRandom;
}

/** What a network is applied to. */
export interface ApplyInputs {
  /** Inputs, `[batch, ...inputShape]`. */
  x: tf.Tensor;
  /**
   * Statistics to normalise with, by name (evaluation). Absent: those of the
   * ghost batches of `x` (training).
   */
  statistics?: NamedTensors;
  /**
   * For a network with dropout, in training. Absent: nothing drops out
   * (evaluation).
   */
  dropout?: DropoutInputs;
}

/** What a network answers; the caller owns all of it. */
export interface Applied {
  /** Logits, `[batch, classes]`. */
  logits: tf.Tensor2D;
  /**
   * The statistics of the ghost batches of `x` in training, each a mean over
   * the examples of their ghost batch's value. `{}` in evaluation, and for a
   * network without normalisation.
   */
  statistics: NamedTensors;
}

/** A network as pure functions of its named parameters. */
export interface Model {
  /** Name and sizes, e.g. "mlp 784-500-500-10". */
  readonly name: string;
  /** Shape of one input, e.g. `[28, 28, 1]`. */
  readonly inputShape: readonly number[];
  /** Number of classes. */
  readonly classes: number;
  /** Number of trained scalars. */
  readonly parameterCount: number;
  /**
   * Multiply-adds of one forward pass of one example, in convolutions and
   * matrix products.
   */
  readonly multiplyAdds: number;
  /**
   * Consecutive examples that are normalised together, the last ones of a
   * batch maybe fewer. Absent without normalisation.
   */
  readonly ghostBatchSize?: number;
  /**
   * Probability with which a number drops out in training, which then has to
   * give {@linkcode DropoutInputs}. Absent without dropout.
   */
  readonly dropRate?: number;
  /** Fresh parameters, a pure function of `key`; the caller owns them. */
  init(key: Key): NamedTensors;
  /**
   * Statistics before any were taken: means 0, variances 1; `{}` without
   * normalisation. The caller owns them.
   */
  initStatistics(): NamedTensors;
  /**
   * One forward pass.
   *
   * @throws {RangeError} if `x` has another shape.
   */
  apply(parameters: NamedTensors, inputs: ApplyInputs): Applied;
}
