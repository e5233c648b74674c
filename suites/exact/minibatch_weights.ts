import { rootKey } from "../../core/key.ts";
import type { ExampleWeightMethod } from "../../core/method.ts";

/**
 * The weight that a method gives to the examples of each of its minibatches,
 * `[minibatches]`.
 *
 * @throws {RangeError} if it differs within a minibatch.
 */
export function minibatchWeights(
  method: ExampleWeightMethod,
  batchSize: number,
): number[] {
  const weights = method.weights(batchSize, rootKey(0));
  return Array.from({ length: method.minibatches }, (_, minibatch) => {
    const [first, ...others] = weights.subarray(
      minibatch * batchSize,
      (minibatch + 1) * batchSize,
    );
    if (first === undefined || others.some((weight) => weight !== first)) {
      throw new RangeError(
        `Cannot give minibatch ${minibatch} of ${method.name} one weight: its examples weigh differently`,
      );
    }
    return first;
  });
}
