import { type Key, split } from "../core/key.ts";
import type { ExampleWeightMethod } from "../core/method.ts";
import { permutation, subset } from "../core/random.ts";

/**
 * What becomes of the examples that fill no whole minibatch at the end of an
 * epoch: they are a shorter one, or the next epoch's begin the rest of theirs.
 */
export type Remainder = "shorter minibatch" | "next epoch";

/**
 * Every update draws its minibatches anew from all examples, without
 * replacement. What is called an epoch, after which the training is evaluated,
 * then has a number of updates of its own.
 *
 * Source: Smith, Elsen, De, "On the generalization benefit of noise in SGD"
 * (2020), section 2.
 */
export interface FreshSubsets {
  /** Tells it from other ways of drawing. */
  readonly name: "fresh subsets";
  /** Updates of the whole training; none follows. */
  readonly steps: number;
  /** Updates between evaluations; the last epoch may have fewer. */
  readonly stepsPerEpoch: number;
}

/** How many updates an epoch has. */
export interface StepsOptions {
  /** Number of training examples N. */
  examples: number;
  /** Examples in one minibatch, B. */
  batchSize: number;
  /** Whether N/B is rounded up, the default, or nothing is rounded. */
  remainder?: Remainder | undefined;
  /** How minibatches are drawn; by default each example once an epoch. */
  drawing?: FreshSubsets | undefined;
}

/** How the minibatches of an epoch are drawn. */
export interface MinibatchOptions extends StepsOptions {
  /** The method that asks for the minibatches. */
  method: Pick<ExampleWeightMethod, "minibatches" | "sampling">;
}

/**
 * Updates in one epoch, counted in the first minibatch alone: ⌈N/B⌉, or where
 * remainders go to the next epoch N/B, not rounded; with fresh subsets what
 * they say.
 *
 * @throws {RangeError} unless 1 <= B <= N, both integers, and fresh subsets
 * have positive integers of steps.
 */
export function stepsPerEpoch(
  { examples, batchSize, remainder = "shorter minibatch", drawing }:
    StepsOptions,
): number {
  if (
    !Number.isSafeInteger(batchSize) || batchSize < 1 ||
    !Number.isSafeInteger(examples) || batchSize > examples
  ) {
    throw new RangeError(
      `Cannot draw minibatches: batch size must be an integer from 1 to ${examples} examples, current value ${batchSize}`,
    );
  }
  if (drawing !== undefined) {
    for (const steps of [drawing.steps, drawing.stepsPerEpoch]) {
      if (Number.isSafeInteger(steps) && steps >= 1) continue;
      throw new RangeError(
        `Cannot draw fresh subsets: steps must be positive integers, current value ${steps}`,
      );
    }
    return drawing.stepsPerEpoch;
  }
  const steps = examples / batchSize;
  return remainder === "next epoch" ? steps : Math.ceil(steps);
}

/**
 * How many epochs had passed before an update, of which the first is number 0;
 * not rounded. What changes with the epoch, learning rates and methods, goes by
 * it.
 *
 * @throws {RangeError} as {@linkcode stepsPerEpoch}.
 */
export function epochsBefore(update: number, options: StepsOptions): number {
  const { examples, batchSize, remainder, drawing } = options;
  const perEpoch = stepsPerEpoch(options);
  // The product is exact where the quotient may not be.
  return remainder === "next epoch" && drawing === undefined
    ? update * batchSize / examples
    : update / perEpoch;
}

/**
 * Updates in the first `epochs` epochs.
 *
 * @throws {RangeError} as {@linkcode stepsPerEpoch}.
 */
export function stepsOfEpochs(epochs: number, options: StepsOptions): number {
  // The product is exact where the quotient may not be.
  const { examples, batchSize, remainder, drawing } = options;
  const perEpoch = stepsPerEpoch(options);
  if (drawing !== undefined) return Math.min(epochs * perEpoch, drawing.steps);
  return remainder === "next epoch"
    ? Math.floor(epochs * examples / batchSize)
    : epochs * perEpoch;
}

/**
 * How many examples of the epoch before each minibatch of an epoch's first
 * update begins with.
 *
 * @throws {RangeError} as {@linkcode stepsPerEpoch}.
 */
export function leftOver(epoch: number, options: StepsOptions): number {
  const { examples, batchSize, remainder, drawing } = options;
  return remainder === "next epoch" && drawing === undefined
    ? epoch * examples - stepsOfEpochs(epoch, options) * batchSize
    : 0;
}

/**
 * The examples of each step of one epoch, in order.
 *
 * The first minibatch of step t is the t-th chunk of B of a permutation of
 * all examples, so each example is seen once an epoch; the last chunk may be
 * shorter, or be filled up by the permutation of the next epoch, which it then
 * belongs to. A further minibatch is the chunk at the same place of its own
 * permutation ("independent"), or of the first permutation rotated by half an
 * epoch ("disjoint"). Every minibatch of a step has the same size.
 *
 * Fresh subsets are functions of the step's number: a further minibatch is a
 * subset of its own, or the next B examples of the same draw ("disjoint").
 *
 * @param key The "shuffle" key of the run. Methods that share it share the
 * first minibatch of every step.
 * @returns For each step the indices `[minibatches * size]`, one minibatch
 * after the other.
 * @throws {RangeError} as {@link stepsPerEpoch}, and if disjoint minibatches
 * do not fit into the examples, or would go on into the next epoch.
 */
export function* minibatchesOfEpoch(
  key: Key,
  { epoch, method, ...options }: MinibatchOptions & { epoch: number },
): Generator<Uint32Array> {
  const { examples, batchSize } = options;
  const [from, to] = [epoch, epoch + 1].map((epochs) =>
    stepsOfEpochs(epochs, options)
  ) as [number, number];
  checkDisjoint({ ...options, method });
  if (options.drawing !== undefined) {
    for (let step = from; step < to; step++) {
      yield freshSubsets(key, { ...options, method, step });
    }
    return;
  }
  const orders = Array.from({ length: method.minibatches }, (_, minibatch) => {
    if (method.sampling === "disjoint") {
      const first = permutation(split(split(key, 0), epoch), examples);
      return rotated(
        first,
        Math.floor(minibatch * examples / method.minibatches),
      );
    }
    const of = (epoch: number) =>
      permutation(split(split(key, minibatch), epoch), examples);
    const left = leftOver(epoch, options);
    if (left === 0) return of(epoch);
    return joined(of(epoch - 1).subarray(examples - left), of(epoch));
  });
  for (let step = 0; step < to - from; step++) {
    const at = step * batchSize;
    const size = Math.min(batchSize, orders[0]!.length - at);
    const indices = new Uint32Array(size * orders.length);
    orders.forEach((order, minibatch) =>
      indices.set(order.subarray(at, at + size), minibatch * size)
    );
    yield indices;
  }
}

function freshSubsets(
  key: Key,
  { examples, batchSize, method, step }: MinibatchOptions & { step: number },
): Uint32Array {
  const { minibatches, sampling } = method;
  const drawn = (minibatch: number, size: number) =>
    subset(split(split(key, minibatch), step), { size, of: examples });
  if (sampling === "disjoint") {
    // A subset ends with the smaller ones of the same key.
    const all = drawn(0, minibatches * batchSize);
    return Array.from(
      { length: minibatches },
      (_, i) =>
        all.subarray((minibatches - 1 - i) * batchSize).subarray(0, batchSize),
    ).reduce(joined);
  }
  return Array.from(
    { length: minibatches },
    (_, minibatch) => drawn(minibatch, batchSize),
  ).reduce(joined);
}

function checkDisjoint(
  { examples, batchSize, remainder, drawing, method }: MinibatchOptions,
): void {
  if (method.sampling !== "disjoint") return;
  if (method.minibatches * batchSize > examples) {
    throw new RangeError(
      `Cannot draw ${method.minibatches} disjoint minibatches of ${batchSize}: there are ${examples} examples`,
    );
  }
  if (
    remainder === "next epoch" && drawing === undefined &&
    examples % batchSize !== 0
  ) {
    throw new RangeError(
      `Cannot draw disjoint minibatches of ${batchSize} that go on into the next epoch: there are ${examples} examples`,
    );
  }
}

function joined(a: Uint32Array, b: Uint32Array): Uint32Array {
  const both = new Uint32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function rotated(order: Uint32Array, by: number): Uint32Array {
  const result = new Uint32Array(order.length);
  result.set(order.subarray(by));
  result.set(order.subarray(0, by), order.length - by);
  return result;
}
