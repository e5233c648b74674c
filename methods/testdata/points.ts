/**
 * Parameters of every shape, and how far a method moves them.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { type Key, rootKey } from "../../core/key.ts";
import type { EngineRandom } from "../../core/engine_random.ts";
import type { EvaluationPointMethod, PointInputs } from "../../core/method.ts";
import type { NamedTensors } from "../../core/tensors.ts";

/** What is needed of an engine. */
interface Device {
  random: EngineRandom;
  compile: <A extends readonly unknown[], R extends object>(
    f: (...args: A) => R,
  ) => (...args: A) => R;
}

const SHAPES: Readonly<Record<string, readonly number[]>> = {
  convolution: [3, 3, 2, 4],
  dense: [6, 5],
  bias: [5],
  factor: [],
};

/** Multiples of 1/128 from -1 to 1, irregular in place and salt. */
export function tensors(salt: number): NamedTensors {
  return Object.fromEntries(
    Object.entries(SHAPES).map(([name, shape], index) => {
      const numbers = Float32Array.from(
        { length: tf.util.sizeFromShape([...shape]) },
        (_, i) =>
          ((31 * i * i + 17 * i + 101 * (salt + index)) % 257 - 128) / 128,
      );
      return [name, tf.tensor(numbers, [...shape])];
    }),
  );
}

/** What {@linkcode pointOf} is asked. */
export interface Asked {
  parameters: NamedTensors;
  learningRate: number;
  deviation?: NamedTensors;
  common?: NamedTensors;
  key?: Key;
}

/** The point of a worker, compiled; the caller owns it. */
export function pointOf(
  { random, compile }: Device,
  { method, parameters, key = rootKey(0), learningRate, ...optional }:
    & Asked
    & { method: EvaluationPointMethod },
): NamedTensors {
  const [rate, keyTensor] = [tf.scalar(learningRate), random.key(key)];
  const point = compile((
    parameters: NamedTensors,
    inputs: Omit<PointInputs, "random">,
  ) => method.point(parameters, { ...inputs, random }));
  const result = point(parameters, {
    ...{ learningRate: rate, key: keyTensor, ...optional },
  });
  tf.dispose([rate, keyTensor]);
  return result;
}

/** Numbers by name. */
export type Numbers = Readonly<Record<string, readonly number[]>>;

/** The numbers of each filter of each tensor, under "name/filter". */
export async function filtersOf(tensors: NamedTensors): Promise<Numbers> {
  const filters: Record<string, number[]> = {};
  for (const [name, tensor] of Object.entries(tensors)) {
    const count = tensor.rank < 2 ? 1 : tensor.shape.at(-1)!;
    (await tensor.data()).forEach((value, i) =>
      (filters[`${name}/${i % count}`] ??= []).push(value)
    );
  }
  return filters;
}
