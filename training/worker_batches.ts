import type { WeightedBatch } from "./microbatch_sums.ts";
import { microbatches } from "./microbatches.ts";
import { stepExamples } from "./step_examples.ts";
import type { WeightedBatchesOptions } from "./weighted_batches.ts";

/** Makes a microbatch, which the caller owns. */
export type MakeBatch = () => WeightedBatch;

/**
 * The microbatches of each of M workers, in order.
 *
 * Every minibatch of the step is split among the workers in order, so that a
 * worker has a share of each. Ghost batches begin anew with each share.
 *
 * @throws {RangeError} if `workers` does not divide the minibatches,
 * or `microbatch` is not a positive integer or holds no ghost batch, and as
 * {@linkcode stepExamples}.
 */
export function workerBatches(
  { workers, model, microbatch = 1000, ...options }:
    & WeightedBatchesOptions
    & { workers: number },
): MakeBatch[][] {
  const { minibatches } = options.parts.weights;
  const { batchSize, batchAt } = stepExamples({ ...options, model });
  const share = batchSize / workers;
  if (!Number.isSafeInteger(share)) {
    throw new RangeError(
      `Cannot split a minibatch among ${workers} workers equally: it has ${batchSize} examples`,
    );
  }
  const passes = microbatches({
    ...{ minibatches, batchSize: share, microbatch },
    ghostBatchSize: model.ghostBatchSize ?? 1,
  });
  return Array.from({ length: workers }, (_, worker) => {
    const places = Uint32Array.from(
      { length: minibatches * share },
      (_, i) => Math.floor(i / share) * batchSize + worker * share + i % share,
    );
    return passes.map(({ from, to }) => () =>
      batchAt(places.subarray(from, to))
    );
  });
}
