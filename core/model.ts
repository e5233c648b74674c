import type * as tf from "@tensorflow/tfjs-core";
import type { EngineRandom } from "./engine_random.ts";
import type { Key } from "./key.ts";
import type { GradientStatistic } from "./method.ts";
import type { NamedTensors } from "./tensors.ts";

/** What comes out of a backward pass through probes. */
export type Probed =
  | Exclude<GradientStatistic, "none">
  /** Σ w_i g_i over all examples; without weights the gradient itself. */
  | "contributions";

/** The name under which contributions to a parameter come out. */
export function contributionsTo(parameter: string): string {
  return `contributions to ${parameter}`;
}

/** Where gradient statistics come out of a backward pass. */
export interface Probes {
  /**
   * Zeros by name. They change nothing in the forward pass; what a backward
   * pass answers for their gradients are the statistics, summed over the
   * observed examples, and contributions, over all examples.
   */
  readonly zeros: NamedTensors;
  /** How many examples, the first ones of the batch, are observed. */
  readonly examples: number;
  /**
   * w_i, `[batch]`: what the δ of each example is multiplied by where it is
   * observed, and nowhere else. Absent: 1.
   */
  readonly weights?: tf.Tensor1D;
}

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
  /** Where gradient statistics come out, in training. Absent: nowhere. */
  probes?: Probes;
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
   * The {@linkcode Probes} of a gradient statistic, all 0; the caller owns
   * them. With δ the gradient of a layer's outputs, of the same scaling as the
   * loss, and i the observed examples, their gradients are
   *
   * - "squared gradients", under the parameters' names: Σ_i (∂ℓ/∂w via i)²;
   * - "Kronecker factors": Σ_i a_i a_iᵀ under "layer/inputs", Σ_i δ_i δ_iᵀ
   *   under "layer/outputs", and squared gradients of other parameters;
   * - "contributions", under {@linkcode contributionsTo} the parameters' names:
   *   Σ_i w_i (∂ℓ/∂w via i) over all examples.
   *
   * Absent: the network gives none.
   *
   * @throws {RangeError} if one of its layers cannot give it.
   */
  zeroProbes?(statistic: Probed): NamedTensors;
  /**
   * Multiply-adds that a gradient statistic takes for each observed example, in
   * matrix products, besides those of the gradient. Absent as `zeroProbes`.
   *
   * @throws {RangeError} as `zeroProbes`.
   */
  statisticMultiplyAdds?(
    statistic: Exclude<GradientStatistic, "none">,
  ): number;
  /**
   * One forward pass.
   *
   * @throws {RangeError} if `x` has another shape, or statistics to normalise
   * with are given together with probes.
   */
  apply(parameters: NamedTensors, inputs: ApplyInputs): Applied;
}
