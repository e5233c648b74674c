/**
 * The vocabulary of verdicts: predicates over values paired by seed, exact
 * identities, and conjunctions of these. Declared before a run, decided after.
 *
 * @module
 */
import {
  type Interval,
  meanAndSd,
  type Moments,
  pairedDifference,
  tInterval,
} from "./paired_t.ts";

/** What a predicate says of the paper's claim. */
export type Outcome = "reproduced" | "contradicted" | "inconclusive";

/** A value for each seed. */
export type BySeed = ReadonlyMap<number, number>;

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
  /** One-sided 95 % bound `meanDifference - t_{0.95,n-1}·sd/√n`. */
  readonly lower: number;
  /** One-sided 95 % bound `meanDifference + t_{0.95,n-1}·sd/√n`. */
  readonly upper: number;
  /** `d_z = meanDifference / sd`; absent where sd is 0. */
  readonly effectSize?: number;
  /** What the bounds say. */
  readonly outcome: Outcome;
  /**
   * Only where inconclusive: the smallest number of paired seeds in all, at
   * most 10,000, that would decide it either way if mean and sd stayed as they
   * are; absent where no such number would.
   */
  readonly seedsToDecide?: number;
}

const MOST_SEEDS = 10_000;

/**
 * GT: is `x` greater than `y`? Reproduced if lower > 0, contradicted if
 * upper < 0.
 *
 * @throws {RangeError} as {@linkcode pairedDifference}
 */
export function greaterThan(x: BySeed, y: BySeed): Comparison {
  return {
    predicate: "GT",
    ...decide(
      x,
      y,
      ({ lower, upper }) => outcomeOf({ holds: lower > 0, fails: upper < 0 }),
    ),
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
  y: BySeed,
  { margin }: { margin: number },
): Comparison {
  checkMargin(margin);
  return {
    predicate: "NI",
    margin,
    ...decide(
      x,
      y,
      ({ lower, upper }) =>
        outcomeOf({ holds: lower > -margin, fails: upper < -margin }),
    ),
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
  y: BySeed,
  { margin }: { margin: number },
): Comparison {
  checkMargin(margin);
  return {
    predicate: "EQ",
    margin,
    ...decide(x, y, ({ lower, upper }) =>
      outcomeOf({
        holds: lower > -margin && upper < margin,
        fails: lower > margin || upper < -margin,
      })),
  };
}

/**
 * Conjunction: reproduced if all are, contradicted if any is.
 *
 * @throws {RangeError} if there are no outcomes
 */
export function allOf(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.length === 0) {
    throw new RangeError("Cannot conclude from no outcomes");
  }
  return outcomeOf({
    holds: outcomes.every((outcome) => outcome === "reproduced"),
    fails: outcomes.includes("contradicted"),
  });
}

/** An exact identity, checked up to rounding. */
export interface ExactCheck {
  /** What was computed. */
  readonly value: number;
  /** What the identity says. */
  readonly expected: number;
  /** `|value - expected|`. */
  readonly error: number;
  /** Largest error that rounding explains. */
  readonly bound: number;
  /** `error <= bound`; never for NaN. */
  readonly holds: boolean;
}

/** Whether `value` is `expected` up to a rounding error of `bound`. */
export function exactly(
  { value, expected, bound }: {
    value: number;
    expected: number;
    bound: number;
  },
): ExactCheck {
  const error = Math.abs(value - expected);
  return { value, expected, error, bound, holds: error <= bound };
}

function decide(
  x: BySeed,
  y: BySeed,
  judge: (interval: Interval) => Outcome,
): Omit<Comparison, "predicate" | "margin"> {
  const moments = meanAndSd(pairedDifference(x, y).values());
  const { n, mean: meanDifference, sd } = moments;
  const interval = tInterval(moments);
  const outcome = judge(interval);
  const needed = outcome === "inconclusive"
    ? seedsToDecide(moments, judge)
    : undefined;
  return {
    ...{ n, meanDifference, sd, ...interval, outcome },
    ...(sd > 0 ? { effectSize: meanDifference / sd } : {}),
    ...(needed === undefined ? {} : { seedsToDecide: needed }),
  };
}

/** Bisection: with more seeds an interval lies within that with fewer. */
function seedsToDecide(
  moments: Moments,
  judge: (interval: Interval) => Outcome,
): number | undefined {
  const decides = (n: number) =>
    judge(tInterval({ ...moments, n })) !== "inconclusive";
  if (!decides(MOST_SEEDS)) return undefined;
  let [tooFew, enough] = [moments.n, MOST_SEEDS];
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (decides(middle)) enough = middle;
    else tooFew = middle;
  }
  return enough;
}

function outcomeOf(
  { holds, fails }: { holds: boolean; fails: boolean },
): Outcome {
  if (fails) return "contradicted";
  return holds ? "reproduced" : "inconclusive";
}

function checkMargin(margin: number): void {
  if (margin > 0 && margin < Infinity) return;
  throw new RangeError(`Margin must be positive and finite: got ${margin}`);
}
