/**
 * What tests of every folder share: the numbers of tensors, on any engine.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { disposeTensors, type NamedTensors } from "./tensors.ts";

/** Numbers by name, row-major. */
export type Numbers = Readonly<Record<string, readonly number[]>>;

/** The numbers of tensors, read as webgpu can: asynchronously. */
export async function numbersOf(tensors: NamedTensors): Promise<Numbers> {
  const entries = Object.entries(tensors).map(async ([name, tensor]) =>
    [name, [...await tensor.data()]] as const
  );
  return Object.fromEntries(await Promise.all(entries));
}

/** The numbers of the tensors that `make` returns; frees all that it made. */
export async function computed(make: () => NamedTensors): Promise<Numbers> {
  const tensors = tf.tidy(() => ({ ...make() }));
  const numbers = await numbersOf(tensors);
  disposeTensors(tensors);
  return numbers;
}
