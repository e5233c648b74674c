/**
 * The least methods with workers that fulfil the contract in core.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import type { EvaluationPointMethod } from "../../core/method.ts";
import { mapTensors, tensorNamed } from "../../core/tensors.ts";

/** All workers at the parameters. */
export function still(workers: number): EvaluationPointMethod {
  return {
    name: `${workers} still workers`,
    place: "point of evaluation",
    workers,
    remembers: "nothing",
    point: (parameters) => mapTensors(parameters, (x) => tf.clone(x)),
  };
}

/** x - αηω, ω being the worker's deviation. */
export function moved(
  { alpha, workers }: { alpha: number; workers: number },
): EvaluationPointMethod {
  return {
    ...still(workers),
    name: `${workers} moved workers, α=${alpha}`,
    remembers: "deviation",
    point: (parameters, { learningRate, deviation }) =>
      tf.tidy(() =>
        mapTensors(parameters, (x, name) => {
          const omega = tensorNamed(deviation!, name);
          return tf.sub(x, tf.mul(tf.mul(learningRate, alpha), omega));
        })
      ),
  };
}

/** x - ηu, u being one number from 0 to 1 for each worker. */
export function shaken(workers: number): EvaluationPointMethod {
  return {
    ...still(workers),
    name: `${workers} shaken workers`,
    point: (parameters, { learningRate, key, random }) =>
      tf.tidy(() => {
        const length = tf.mul(learningRate, random.uniform(key, []));
        return mapTensors(parameters, (x) => tf.sub(x, length));
      }),
  };
}
