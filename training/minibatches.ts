import { type Key, split } from "../core/key.ts";
import type { ExampleWeightMethod } from "../core/method.ts";
import { permutation } from "../core/random.ts";

/** How the minibatches of an epoch are drawn. */
export interface MinibatchOptions {
  /** Number of training examples N. */
  examples: number;
  /** Examples in one minibatch, B. */
  batchSize: number;
  /** The method that asks for the minibatches. */
  method: Pick<ExampleWeightMethod, "minibatches" | "sampling">;
}

/**
 * Updates in one epoch: ⌈N/B⌉, counted in the first minibatch alone.
 *
 * @throws {RangeError} unless 1 <= B <= N, both integers.
 */
export function stepsPerEpoch(
  { examples, batchSize }: Pick<MinibatchOptions, "examples" | "batchSize">,
): number {
  if (
    !Number.isSafeInteger(batchSize) || batchSize < 1 || batchSize > examples
  ) {
    throw new RangeError(
      `Cannot draw minibatches: batch size must be an integer from 1 to ${examples} examples, current value ${batchSize}`,
    );
  }
  return Math.ceil(examples / batchSize);
}

/**
 * The examples of each step of one epoch, in order.
 *
 * The first minibatch of step t is the t-th chunk of B of a permutation of
 * all examples, so each example is seen once an epoch; the last chunk may be
 * shorter. A further minibatch is the chunk at the same place of its own
 * permutation ("independent"), or of the first permutation rotated by half an
 * epoch ("disjoint"). Every minibatch of a step has the same size.
 *
 * @param key The "shuffle" key of the run. Methods that share it share the
 * first minibatch of every step.
 * @returns For each step the indices `[minibatches * size]`, one minibatch
 * after the other.
 * @throws {RangeError} as {@link stepsPerEpoch}, and if disjoint minibatches
 * do not fit into the examples.
 */
export function* minibatchesOfEpoch(
  key: Key,
  { epoch, examples, batchSize, method }: MinibatchOptions & { epoch: number },
): Generator<Uint32Array> {
  const steps = stepsPerEpoch({ examples, batchSize });
  const disjoint = method.sampling === "disjoint";
  if (disjoint && method.minibatches * batchSize > examples) {
    throw new RangeError(
      `Cannot draw ${method.minibatches} disjoint minibatches of ${batchSize}: there are ${examples} examples`,
    );
  }
  const orders = Array.from({ length: method.minibatches }, (_, minibatch) => {
    if (!disjoint) {
      return permutation(split(split(key, minibatch), epoch), examples);
    }
    const first = permutation(split(split(key, 0), epoch), examples);
    return rotated(
      first,
      Math.floor(minibatch * examples / method.minibatches),
    );
  });
  for (let step = 0; step < steps; step++) {
    const from = step * batchSize;
    const size = Math.min(batchSize, examples - from);
    const indices = new Uint32Array(size * orders.length);
    orders.forEach((order, minibatch) =>
      indices.set(order.subarray(from, from + size), minibatch * size)
    );
    yield indices;
  }
}

function rotated(order: Uint32Array, by: number): Uint32Array {
  const result = new Uint32Array(order.length);
  result.set(order.subarray(by));
  result.set(order.subarray(0, by), order.length - by);
  return result;
}
