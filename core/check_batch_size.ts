/**
 * Refuses what is no number of examples.
 *
 * @throws {RangeError} unless `batchSize` is a positive integer.
 */
export function checkBatchSize(batchSize: number): void {
  if (!Number.isSafeInteger(batchSize) || batchSize < 1) {
    throw new RangeError(
      `Cannot take a minibatch: batch size must be a positive integer, current value ${batchSize}`,
    );
  }
}
