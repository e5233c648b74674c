/**
 * Predicates over where a series of levels has its maximum.
 *
 * @module
 */
import { type BySeed, meanAndSd } from "../paired_t.ts";
import { ofSeeds } from "../seeds.ts";
import { type Comparison, greaterThan } from "./comparison.ts";
import type { Level } from "./trend.ts";

/**
 * The level with the highest mean, the first of equals; over `seeds` only if
 * they are given, so that others remain to test with.
 *
 * @throws {RangeError} if there are no levels, or a value is missing or NaN
 */
export function bestLevel(
  levels: readonly Level[],
  { seeds }: { seeds?: readonly number[] } = {},
): Level {
  const means = levels.map(({ at, values }) => {
    const chosen = (seeds ?? [...values.keys()]).map((seed) =>
      values.get(seed) ?? NaN
    );
    const { mean } = meanAndSd(chosen);
    if (Number.isNaN(mean)) {
      throw new RangeError(
        `Cannot find the best level: level ${at} has no mean`,
      );
    }
    return mean;
  });
  const best = levels[means.indexOf(Math.max(...means))];
  if (best === undefined) {
    throw new RangeError("Cannot find the best of no levels");
  }
  return best;
}

/**
 * Where each seed by itself has its maximum, the first of equals.
 *
 * @throws {RangeError} as {@linkcode bestLevel}
 */
export function bestLevels(levels: readonly Level[]): BySeed {
  const seeds = [...levels[0]?.values.keys() ?? []];
  return new Map(
    seeds.map((seed) => [seed, bestLevel(levels, { seeds: [seed] }).at]),
  );
}

/**
 * GT of the best inner level over the first and over the last: an interior
 * maximum if {@linkcode allOf} the outcomes say so. Chosen and compared on the
 * same seeds the best of several equal levels is above an end too often: of six
 * and with 12 seeds in 17 % of cases, not 5; above both ends in 5 %.
 *
 * @param split Seeds to choose with, and others to compare on.
 *
 * @throws {RangeError} if there are fewer than 3 levels, as
 * {@linkcode bestLevel}, and as {@linkcode greaterThan}
 */
export function interiorMaximum(
  levels: readonly Level[],
  split?: { choosing: readonly number[]; testing: readonly number[] },
): readonly [Comparison, Comparison] {
  if (levels.length < 3) {
    throw new RangeError(
      `Cannot find an interior maximum in fewer than 3 levels: got ${levels.length}`,
    );
  }
  const inner = bestLevel(
    levels.slice(1, -1),
    split === undefined ? {} : { seeds: split.choosing },
  );
  const compared = ({ values }: Level) =>
    split === undefined ? values : ofSeeds(values, split.testing);
  return [
    greaterThan(compared(inner), compared(levels[0]!)),
    greaterThan(compared(inner), compared(levels.at(-1)!)),
  ];
}
