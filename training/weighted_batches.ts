import * as tf from "@tensorflow/tfjs-core";
import type { Model } from "../core/model.ts";
import type { WeightedBatch } from "./microbatch_sums.ts";
import { microbatches } from "./microbatches.ts";
import { stepExamples, type StepExamplesOptions } from "./step_examples.ts";

/** Which examples a step has, what they weigh, and how they are split. */
export interface WeightedBatchesOptions extends StepExamplesOptions {
  /** The network that they are for; its ghost batches stay whole. */
  model: Model;
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
 * ghost batch, and as {@linkcode stepExamples}.
 */
export function weightedBatches(
  { model, microbatch = 1000, ...options }: WeightedBatchesOptions,
): (() => WeightedBatch)[] {
  const { batchSize, batchAt } = stepExamples({ ...options, model });
  return microbatches({
    minibatches: options.parts.weights.minibatches,
    ...{ batchSize, microbatch },
    ghostBatchSize: model.ghostBatchSize ?? 1,
  }).map(({ from, to }) => () =>
    batchAt(Uint32Array.from({ length: to - from }, (_, i) => from + i))
  );
}

/** Frees a microbatch. */
export function disposeBatch(
  { x, labels, weights, drawn, dropoutKey }: WeightedBatch,
): void {
  tf.dispose([x, labels, weights, { ...drawn }]);
  dropoutKey?.dispose();
}
