import type * as tf from "@tensorflow/tfjs-core";
import type { NamedTensors } from "../../core/tensors.ts";

/** Parameters and optimizer state after an update; the caller owns both. */
export interface Updated {
  /** The parameters after the update. */
  parameters: NamedTensors;
  /** The optimizer's state after it. */
  state: NamedTensors;
}

/** What an update reads; the caller keeps owning all of it. */
export interface UpdateInputs {
  /** The parameters before the update. */
  parameters: NamedTensors;
  /** The gradient estimate (of a mean loss), under the parameters' names. */
  gradient: NamedTensors;
  /** The optimizer's state before it. */
  state: NamedTensors;
  /** The learning rate, a scalar. */
  learningRate: tf.Scalar;
}

/** An optimizer as pure functions, so that an engine may compile a step. */
export interface Optimizer {
  /** The field's name, with hyper-parameters. */
  readonly name: string;
  /** State before the first step; the caller owns it. */
  init(parameters: NamedTensors): NamedTensors;
  /** One update. */
  update(inputs: UpdateInputs): Updated;
}
