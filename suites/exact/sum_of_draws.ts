import { type Distribution, normalised } from "./distribution.ts";

/**
 * The distribution of the sum of `count` independent draws (with replacement)
 * from `values`, each equally likely, by convolution.
 *
 * Integer values keep the sums exact and few.
 */
export function sumOfDraws(
  values: readonly number[],
  count: number,
): Distribution {
  let sums: Distribution = [[0, 1]];
  for (let drawn = 0; drawn < count; drawn++) {
    const next = new Map<number, number>();
    for (const [sum, probability] of sums) {
      for (const value of values) {
        const before = next.get(sum + value) ?? 0;
        next.set(sum + value, before + probability / values.length);
      }
    }
    sums = normalised([...next]);
  }
  return sums;
}
