import { checkBatchSize } from "../core/check_batch_size.ts";
import { type Key, split } from "../core/key.ts";
import { normal } from "../core/random.ts";

/**
 * (mean + deviation · z_i) / B for the B examples of a minibatch, z_i ~ N(0, 1)
 * from the key's child "weights".
 *
 * @throws {RangeError} if `batchSize` is not a positive integer.
 */
export function randomWeights(
  key: Key,
  { batchSize, mean = 1, deviation }: {
    batchSize: number;
    mean?: number;
    deviation: number;
  },
): Float32Array {
  checkBatchSize(batchSize);
  return normal(split(key, "weights"), batchSize)
    .map((z) => (mean + deviation * z) / batchSize);
}
