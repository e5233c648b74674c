/**
 * Trends: slopes over a series of levels, and rank correlation.
 *
 * @module
 */
import { mean } from "../mean.ts";
import type { BySeed } from "../paired_t.ts";

/** What was measured at one value of a parameter. */
export interface Level {
  /** The parameter, e.g. log₂ of the batch size. */
  readonly at: number;
  readonly values: BySeed;
}

/**
 * The least-squares slope of each seed's values over `at`; its interval is
 * that of a mean over seeds, as in `greaterThan(slopes(levels), 0)`.
 *
 * @throws {RangeError} if the levels do not differ, or not in the same seeds
 */
export function slopes(levels: readonly Level[]): BySeed {
  const at = levels.map((level) => level.at);
  const middle = mean(at);
  const squares = at.reduce((sum, x) => sum + (x - middle) ** 2, 0);
  if (!(squares > 0)) {
    throw new RangeError(`Cannot fit a slope over levels ${at.join(", ")}`);
  }
  return ofEachSeed(levels, (values) => {
    const height = mean(values);
    const products = values.map((y, i) => (at[i]! - middle) * (y - height));
    return products.reduce((sum, product) => sum + product, 0) / squares;
  });
}

/** Spearman's ρ: Pearson's correlation of {@linkcode ranks}. */
export function spearman(x: readonly number[], y: readonly number[]): number {
  const [a, b] = [centred(ranks(x)), centred(ranks(y))];
  const dot = (u: readonly number[], v: readonly number[]) =>
    u.reduce((sum, value, i) => sum + value * v[i]!, 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

/** Ranks from 1 for the smallest; equal values share their mean rank. */
export function ranks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal + 1) / 2;
  });
}

function ofEachSeed(
  levels: readonly Level[],
  statistic: (values: readonly number[]) => number,
): BySeed {
  const seeds = [...levels[0]?.values.keys() ?? []];
  for (const { at, values } of levels) {
    const other = new Set(seeds).symmetricDifference(new Set(values.keys()));
    if (other.size > 0) {
      throw new RangeError(
        `Cannot follow seeds ${[...other].join(", ")}: level ${at} and level ${
          levels[0]!.at
        } do not both have them`,
      );
    }
  }
  return new Map(seeds.map((seed) => [
    seed,
    statistic(levels.map(({ values }) => values.get(seed)!)),
  ]));
}

function centred(values: readonly number[]): number[] {
  const middle = mean(values);
  return values.map((value) => value - middle);
}
