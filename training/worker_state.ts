/**
 * What the workers of a step leave for the next one: the part c_i of each in
 * the gradient estimate ḡ = Σ c_i, of which a worker's own mean gradient is
 * g_i = M c_i, and ḡ.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { mapTensors, type NamedTensors, tensorNamed } from "../core/tensors.ts";

/** What one worker needs of the step before. */
export interface WorkerMemory {
  /** Its part c_i of the estimate, under the parameters' names. */
  own: NamedTensors;
  /** The estimate ḡ, under the parameters' names. */
  mean: NamedTensors;
}

/**
 * The parts of all workers and their sum as one record, under names such as
 * "worker 3/dense_1/kernel" and "mean/dense_1/kernel". It takes the tensors.
 */
export function workerState(
  { own, mean }: { own: readonly NamedTensors[]; mean: NamedTensors },
): NamedTensors {
  const state: Record<string, tf.Tensor> = {};
  const add = (owner: string, tensors: NamedTensors) => {
    for (const [name, tensor] of Object.entries(tensors)) {
      state[`${owner}/${name}`] = tensor;
    }
  };
  own.forEach((part, worker) => add(`worker ${worker}`, part));
  add("mean", mean);
  return state;
}

/**
 * The state's tensors that each of M workers needs.
 *
 * @throws {RangeError} if the state is that of another number of workers, or
 * of another network.
 */
export function memoriesOf(
  state: NamedTensors,
  { workers, parameters }: { workers: number; parameters: NamedTensors },
): WorkerMemory[] {
  const expected = (workers + 1) * Object.keys(parameters).length;
  const found = Object.keys(state).length;
  if (found !== expected) {
    throw new RangeError(
      `Cannot go on with ${workers} workers: their state must have ${expected} tensors, current number ${found}`,
    );
  }
  const of = (owner: string) =>
    mapTensors(
      parameters,
      (_, name) => tensorNamed(state, `${owner}/${name}`),
    );
  const mean = of("mean");
  return Array.from(
    { length: workers },
    (_, worker) => ({ own: of(`worker ${worker}`), mean }),
  );
}

/**
 * ω_i = g_i - ḡ = M c_i - ḡ, how the mean gradient of one of M workers
 * differed from the mean of all; the caller owns it.
 *
 * Source: "Gradient Noise Convolution", eq. 4.
 */
export function deviationOf(
  { own, mean }: WorkerMemory,
  workers: number,
): NamedTensors {
  return mapTensors(
    own,
    (part, name) =>
      tf.tidy(() => tf.sub(tf.mul(part, workers), tensorNamed(mean, name))),
  );
}
