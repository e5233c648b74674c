/**
 * Refuses what is no number of workers.
 *
 * @throws {RangeError} unless `workers` is a positive integer.
 */
export function checkWorkers(workers: number): void {
  if (!Number.isSafeInteger(workers) || workers < 1) {
    throw new RangeError(
      `Cannot split a batch among workers: their number must be a positive integer, current value ${workers}`,
    );
  }
}
