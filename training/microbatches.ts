/** How a step's examples are split into backward passes. */
export interface MicrobatchOptions {
  /** Minibatches of the step, one after the other. */
  minibatches: number;
  /** Examples of one minibatch. */
  batchSize: number;
  /** Most examples of a microbatch. */
  microbatch: number;
  /** Examples that are normalised together; 1 without normalisation. */
  ghostBatchSize: number;
}

/**
 * The microbatches of a step in order, each from an example of it up to but
 * without another one. Each minibatch is ghost batches from its first example
 * on, the last one maybe smaller; none is split, and none has examples of two
 * minibatches.
 *
 * @throws {RangeError} if `microbatch` or `ghostBatchSize` is not a positive
 * integer, or a microbatch holds no ghost batch.
 */
export function microbatches(
  { minibatches, batchSize, microbatch, ghostBatchSize }: MicrobatchOptions,
): { from: number; to: number }[] {
  const sizes = { microbatch, "ghost batch size": ghostBatchSize };
  for (const [what, size] of Object.entries(sizes)) {
    if (Number.isSafeInteger(size) && size >= 1) continue;
    throw new RangeError(
      `Cannot split a step: ${what} must be a positive integer, current value ${size}`,
    );
  }
  const ghostBatch = Math.min(ghostBatchSize, batchSize);
  if (microbatch < ghostBatch) {
    throw new RangeError(
      `Cannot split a step: microbatch must hold a ghost batch of ${ghostBatch} examples, current value ${microbatch}`,
    );
  }
  // Where ghost batches fill the minibatches, passes may go on into the next.
  const [runs, length] = batchSize % ghostBatchSize === 0
    ? [1, minibatches * batchSize]
    : [minibatches, batchSize];
  const size = Math.max(1, Math.floor(microbatch / ghostBatchSize)) *
    ghostBatchSize;
  const passes = Math.ceil(length / size);
  return Array.from({ length: runs * passes }, (_, i) => {
    const start = Math.floor(i / passes) * length;
    const from = start + (i % passes) * size;
    return { from, to: Math.min(from + size, start + length) };
  });
}
