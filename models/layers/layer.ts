/**
 * Layers: what networks are put together from. A layer is made for inputs of
 * one shape, and knows its own parameters and batch statistics by name.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { type Key, split } from "../../core/key.ts";
import type { DropoutInputs, Probes } from "../../core/model.ts";
import type { NamedTensors } from "../../core/tensors.ts";
import type { Initialiser } from "../initialiser.ts";
import type { ProbeTable } from "./probes.ts";

/** Shape of a tensor, and its values before any training. */
export interface Start {
  /** The shape. */
  readonly shape: readonly number[];
  /** One number for all, or a function of a key. */
  readonly values: number | Initialiser;
}

/** What every layer of a network is applied with. */
export interface LayerState {
  /** The parameters of the whole network, by name. */
  readonly parameters: NamedTensors;
  /** Statistics to normalise with; absent in training. */
  readonly statistics?: NamedTensors;
  /** Where gradient statistics come out; absent: nowhere. */
  readonly probes?: Probes;
  /** What dropout is drawn from; absent if nothing drops out. */
  readonly dropout?: DropoutInputs;
}

/** What a layer answers. */
export interface LayerOutput {
  /** `[batch, ...outputShape]` */
  y: tf.Tensor;
  /** As in {@linkcode Applied}: in training, those of this batch. */
  statistics: NamedTensors;
}

/** A part of a network, for inputs of one shape. */
export interface Layer {
  /** Shape of one output. */
  readonly outputShape: readonly number[];
  /** Multiply-adds of one example, in convolutions and matrix products. */
  readonly multiplyAdds: number;
  /** The parameters, by name. */
  readonly parameters: Readonly<Record<string, Start>>;
  /** The batch statistics, by name. */
  readonly statistics: Readonly<Record<string, Start>>;
  /**
   * Its gradient statistics, which come out if `apply` passes its outputs
   * through `observed`. Absent: none, whatever its parameters.
   */
  readonly probes?: ProbeTable;
  /** As in {@linkcode Model}. */
  readonly ghostBatchSize?: number;
  /** As in {@linkcode Model}. */
  readonly dropRate?: number;
  /** The outputs for inputs `x`, `[batch, ...inputShape]`. */
  apply(x: tf.Tensor, state: LayerState): LayerOutput;
}

/**
 * A layer before the shape of its inputs is known.
 *
 * @throws {RangeError} if it cannot take inputs of that shape.
 */
export type LayerFor = (inputShape: readonly number[]) => Layer;

/** A layer of nothing but a function. */
export function stateless(
  outputShape: readonly number[],
  f: (x: tf.Tensor) => tf.Tensor,
): Layer {
  return {
    outputShape,
    multiplyAdds: 0,
    parameters: {},
    statistics: {},
    apply: (x) => ({ y: f(x), statistics: {} }),
  };
}

/** Fresh tensors, each from its own split of `key`; the caller owns them. */
export function startTensors(
  starts: Readonly<Record<string, Start>>,
  key: Key,
): NamedTensors {
  return Object.fromEntries(
    Object.entries(starts).map(([name, { shape, values }]) => [
      name,
      typeof values === "number"
        ? tf.fill([...shape], values)
        : tf.tensor(values(split(key, name), shape), [...shape]),
    ]),
  );
}
