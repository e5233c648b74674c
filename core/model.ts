import type * as tf from "@tensorflow/tfjs-core";
import type { Key } from "./key.ts";
import type { NamedTensors } from "./tensors.ts";

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
  /** Fresh parameters, a pure function of `key`; the caller owns them. */
  init(key: Key): NamedTensors;
  /**
   * Logits `[batch, classes]` for inputs `[batch, ...inputShape]`.
   *
   * @throws {RangeError} if `x` has another shape.
   */
  apply(parameters: NamedTensors, x: tf.Tensor): tf.Tensor2D;
}
