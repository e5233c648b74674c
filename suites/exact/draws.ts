/**
 * Every way to draw the examples of a step, each equally likely.
 *
 * A draw lists the indices of its examples in the order of their weights: one
 * minibatch after the other, as training does.
 *
 * @module
 */
import type { ExampleWeightMethod } from "../../core/method.ts";

/** Indices of the examples of one step. */
export type Draw = readonly number[];

/** Every subset of `size` of the examples 0, …, `examples` - 1. */
export function subsets(examples: number, size: number): Draw[] {
  if (size === 0) return [[]];
  return subsets(examples, size - 1).flatMap((draw) => {
    const next = (draw.at(-1) ?? -1) + 1;
    return Array.from(
      { length: examples - next },
      (_, i) => [...draw, next + i],
    );
  });
}

/** Every ordered choice of `count` different examples. */
export function arrangements(examples: number, count: number): Draw[] {
  if (count === 0) return [[]];
  return arrangements(examples, count - 1).flatMap((draw) =>
    Array.from({ length: examples }, (_, index) => index)
      .filter((index) => !draw.includes(index))
      .map((index) => [...draw, index])
  );
}

/**
 * Every draw of a method's minibatches of `batchSize` examples: any subset for
 * each of them, or if they are disjoint any subset of what the others left.
 */
export function minibatchDraws(
  { minibatches, sampling }: Pick<
    ExampleWeightMethod,
    "minibatches" | "sampling"
  >,
  { examples, batchSize }: { examples: number; batchSize: number },
): Draw[] {
  const minibatch = subsets(examples, batchSize);
  let draws: Draw[] = [[]];
  for (let drawn = 0; drawn < minibatches; drawn++) {
    draws = draws.flatMap((draw) =>
      minibatch
        .filter((indices) =>
          sampling === "independent" ||
          !indices.some((index) => draw.includes(index))
        )
        .map((indices) => [...draw, ...indices])
    );
  }
  return draws;
}
