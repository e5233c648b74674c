import * as tf from "@tensorflow/tfjs-core";
import type { Dataset } from "../core/dataset.ts";
import type { Key } from "../core/key.ts";
import type { Method } from "../core/method.ts";
import type { Model } from "../core/model.ts";
import { batchOf } from "./batch.ts";
import { microbatches } from "./microbatches.ts";
import type { WeightedBatch } from "./step.ts";

/** Which examples a step has, and what they weigh. */
export interface WeightedBatchesOptions {
  /** Its ghost batches stay whole. */
  model: Model;
  /** The method that weighs the examples. */
  method: Method;
  /** Its training examples are used. */
  dataset: Dataset;
  /** The step's training examples, one minibatch after the other. */
  indices: Uint32Array;
  /** The step's noise key. */
  key: Key;
  /** Most examples in one backward pass. */
  microbatch?: number;
}

/**
 * The microbatches of a step in order, each made when it is called; the caller
 * owns what it makes.
 *
 * No ghost batch has examples of two minibatches.
 *
 * @throws {RangeError} if `microbatch` is not a positive integer or holds no
 * ghost batch, or `indices` are not minibatches of one size.
 */
export function weightedBatches(
  { model, method, dataset, indices, key, microbatch = 1000 }:
    WeightedBatchesOptions,
): (() => WeightedBatch)[] {
  const batchSize = indices.length / method.minibatches;
  if (!Number.isSafeInteger(batchSize) || batchSize < 1) {
    throw new RangeError(
      `Cannot make a step of ${method.minibatches} equal minibatches: it has ${indices.length} examples`,
    );
  }
  const weights = method.weights(batchSize, key);
  return microbatches({
    ...{ minibatches: method.minibatches, batchSize, microbatch },
    ghostBatchSize: model.ghostBatchSize ?? 1,
  }).map(({ from, to }) => () => ({
    ...batchOf(dataset.train, {
      indices: indices.subarray(from, to),
      imageShape: dataset.imageShape,
    }),
    weights: tf.tensor1d(weights.subarray(from, to)),
  }));
}
