/**
 * Predicates over values paired by seed: greater than, not inferior,
 * equivalent.
 *
 * @module
 */
import {
  type BySeed,
  type Interval,
  meanAndSd,
  type Moments,
  pairedDifference,
  tInterval,
} from "../paired_t.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { seedsFor } from "./power.ts";

/** A predicate over the paired differences `d_s = x_s - y_s`, decided. */
export interface Comparison {
  /** Greater than, not inferior, or equivalent. */
  readonly predicate: "GT" | "NI" | "EQ";
  /** Of NI and EQ, in the units of the values. */
  readonly margin?: number;
  /** Paired seeds. */
  readonly n: number;
  /** Mean of `d_s`, in the units of the values. */
  readonly meanDifference: number;
  /** Standard deviation of the differences, divisor n-1. */
  readonly sd: number;
  /** One-sided 95 % bound `meanDifference - t_{0.95,n-1}·sd/√n`; decides. */
  readonly lower: number;
  /** One-sided 95 % bound `meanDifference + t_{0.95,n-1}·sd/√n`; decides. */
  readonly upper: number;
  /** Two-sided 95 % interval `meanDifference ± t_{0.975,n-1}·sd/√n`. */
  readonly interval: Interval;
  /**
   * `d_z = meanDifference / sd`, without Hedges' correction; absent where sd
   * is 0.
   */
  readonly effectSize?: number;
  /** What the bounds say. */
  readonly outcome: Outcome;
  /**
   * Only where inconclusive: the smallest number of paired seeds in all, at
   * most 10,000, that would decide it with probability 0.8 if the true mean
   * and standard deviation were those found; absent where no such number would.
   */
  readonly seedsToDecide?: number;
}

/**
 * GT: is `x` greater than `y`? Reproduced if lower > 0, contradicted if
 * upper < 0.
 *
 * @throws {RangeError} as {@linkcode pairedDifference}
 */
export function greaterThan(x: BySeed, y: BySeed | number): Comparison {
  return {
    predicate: "GT",
    ...decide(pairedDifference(x, y), { above: 0, below: Infinity }),
  };
}

/**
 * NI: is `x` worse than `y` by less than `margin`, where more is better?
 * Reproduced if lower > -margin, contradicted if upper < -margin.
 *
 * @throws {RangeError} if margin is not positive, and as
 * {@linkcode pairedDifference}
 */
export function notInferior(
  x: BySeed,
  y: BySeed | number,
  { margin }: { margin: number },
): Comparison {
  checkMargin(margin);
  return {
    predicate: "NI",
    margin,
    ...decide(pairedDifference(x, y), { above: -margin, below: Infinity }),
  };
}

/**
 * EQ: do `x` and `y` differ by less than `margin`? Reproduced if both bounds
 * lie within (-margin, margin), which is two one-sided 5 % tests; contradicted
 * if both lie beyond margin, or both below -margin.
 *
 * @throws {RangeError} if margin is not positive, and as
 * {@linkcode pairedDifference}
 */
export function equivalent(
  x: BySeed,
  y: BySeed | number,
  { margin }: { margin: number },
): Comparison {
  checkMargin(margin);
  return {
    predicate: "EQ",
    margin,
    ...decide(pairedDifference(x, y), { above: -margin, below: margin }),
  };
}

/** The open interval in which a predicate wants the mean difference. */
interface Wanted {
  readonly above: number;
  readonly below: number;
}

function decide(
  differences: BySeed,
  wanted: Wanted,
): Omit<Comparison, "predicate" | "margin"> {
  const moments = meanAndSd(differences.values());
  const { n, mean: meanDifference, sd } = moments;
  const { lower, upper } = tInterval(moments, { probability: 0.95 });
  const outcome = outcomeOf({
    holds: lower > wanted.above && upper < wanted.below,
    fails: lower > wanted.below || upper < wanted.above,
  });
  const needed = outcome === "inconclusive" && sd > 0
    ? seedsFor(effectsOf(moments, wanted), { n })
    : undefined;
  return {
    ...{ n, meanDifference, sd, lower, upper },
    interval: tInterval(moments, { probability: 0.975 }),
    ...(sd > 0 ? { effectSize: meanDifference / sd } : {}),
    outcome,
    ...(needed === undefined ? {} : { seedsToDecide: needed }),
  };
}

/** How far the mean is from each limit, in standard deviations. */
function effectsOf({ mean, sd }: Moments, { above, below }: Wanted): number[] {
  if (mean < above) return [(above - mean) / sd];
  if (mean > below) return [(mean - below) / sd];
  return [(mean - above) / sd, (below - mean) / sd];
}

function checkMargin(margin: number): void {
  if (margin > 0 && margin < Infinity) return;
  throw new RangeError(`Margin must be positive and finite: got ${margin}`);
}
