/**
 * Predicates over counts: how often something happens, and signs.
 *
 * @module
 */
import cdf from "@stdlib/stats-base-dists-beta-cdf";
import { type BySeed, type Interval, pairedDifference } from "../paired_t.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { quantile } from "./quantile.ts";

/** A predicate over a probability, decided from independent trials. */
export interface Proportion {
  readonly predicate: "PROPORTION";
  readonly successes: number;
  readonly trials: number;
  /** What the probability is compared with. */
  readonly threshold: number;
  /** One-sided 95 % bound; decides. */
  readonly lower: number;
  /** One-sided 95 % bound; decides. */
  readonly upper: number;
  /** Two-sided 95 % interval. */
  readonly interval: Interval;
  readonly outcome: Outcome;
}

/**
 * Is the probability of a success greater than `threshold`? Reproduced if
 * lower > threshold, contradicted if upper < threshold, with exact bounds.
 *
 * @throws {RangeError} as {@linkcode exactInterval}, or if `threshold` is not
 * from 0 to 1
 */
export function proportionAbove(
  { successes, trials, threshold }: {
    successes: number;
    trials: number;
    threshold: number;
  },
): Proportion {
  if (!(threshold >= 0 && threshold <= 1)) {
    throw new RangeError(`Threshold must be from 0 to 1: got ${threshold}`);
  }
  const bounds = (probability: number) =>
    exactInterval({ successes, trials, probability });
  const { lower, upper } = bounds(0.95);
  return {
    ...{ predicate: "PROPORTION", successes, trials, threshold, lower, upper },
    interval: bounds(0.975),
    outcome: outcomeOf({ holds: lower > threshold, fails: upper < threshold }),
  };
}

/**
 * Sign test: is `x` more often above `y` than below? Seeds with equal values
 * count for neither.
 *
 * @throws {RangeError} as {@linkcode pairedDifference}
 */
export function moreOftenAbove(x: BySeed, y: BySeed | number): Proportion {
  const differences = [...pairedDifference(x, y).values()];
  return proportionAbove({
    successes: differences.filter((difference) => difference > 0).length,
    trials: differences.filter((difference) => difference !== 0).length,
    threshold: 0.5,
  });
}

/**
 * Clopper and Pearson's bounds of a probability after `successes` of `trials`:
 * each holds by itself with at least the confidence `probability`, so 0.975
 * gives a two-sided 95 % interval. From 0 to 1 for no trials.
 *
 * @throws {RangeError} if the counts are not whole, or more successes than
 * trials
 */
export function exactInterval(
  { successes, trials, probability }: {
    successes: number;
    trials: number;
    probability: number;
  },
): Interval {
  const whole = [successes, trials].every((count) =>
    Number.isSafeInteger(count) && count >= 0
  );
  if (!whole || successes > trials) {
    throw new RangeError(
      `Cannot count ${successes} successes in ${trials} trials`,
    );
  }
  const failures = trials - successes;
  const beta = (a: number, b: number, probability: number) =>
    quantile((x) => cdf(x, a, b), { probability, low: 0, high: 1 });
  return {
    lower: successes === 0 ? 0 : beta(successes, failures + 1, 1 - probability),
    upper: failures === 0 ? 1 : beta(successes + 1, failures, probability),
  };
}
