/**
 * The paper's rule for the best learning rate: of the runs with each, the best
 * few are kept; the optimum has the best mean of those, and the error bar is
 * every learning rate whose mean lies within one standard deviation of it.
 *
 * Keeping 12 of 15 Gaussian runs raises the mean by 0.33 standard deviations
 * and shrinks theirs to 0.76: nothing but the choice may rest on kept runs.
 *
 * Source: Smith, Elsen, De, "On the generalization benefit of noise in SGD"
 * (2020), sections 5 and 7.1.
 *
 * @module
 */
import { meanAndSd } from "../paired_t.ts";

/** The runs with one learning rate. */
export interface Trial {
  readonly learningRate: number;
  /** A value for each run; a NaN is worse than any number. */
  readonly values: readonly number[];
}

/** How the best is found. */
export interface TuningRule {
  /** How many of the runs with a learning rate are kept. */
  readonly keep: number;
  /** Whether higher values are better, as of accuracies, or lower ones. */
  readonly better: "higher" | "lower";
}

/** The rule for a metric of which so many runs are kept. */
export function ruleOf(
  metric: "test_accuracy" | "training_loss",
  { keep }: Pick<TuningRule, "keep">,
): TuningRule {
  return { keep, better: metric === "test_accuracy" ? "higher" : "lower" };
}

/** The best of what was tried. */
export interface Best {
  /** Its place. */
  readonly best: number;
  /** Of the kept runs. */
  readonly mean: number;
  /** Of the kept runs, divisor n-1; NaN where one is kept. */
  readonly sd: number;
  /** The places whose means lie within one standard deviation of the best. */
  readonly within: readonly number[];
}

/** The best learning rate of a grid. */
export interface Optimum extends Pick<Best, "mean" | "sd"> {
  readonly learningRate: number;
  /** The error bar: its learning rates, ascending. */
  readonly bar: readonly number[];
  /** Whether the optimum is the grid's lowest or highest learning rate. */
  readonly atEdge: boolean;
  /** Whether the error bar has one of them. */
  readonly barAtEdge: boolean;
}

/**
 * The best `keep` of the values, best first.
 *
 * @throws {RangeError} unless there are as many.
 */
export function kept(
  values: readonly number[],
  { keep, better }: TuningRule,
): number[] {
  if (!(Number.isSafeInteger(keep) && keep >= 1 && keep <= values.length)) {
    throw new RangeError(
      `Cannot keep the best ${keep} of ${values.length} runs`,
    );
  }
  const sign = better === "higher" ? 1 : -1;
  return values
    .map((value) => ({
      value,
      rank: Number.isNaN(value) ? -Infinity : sign * value,
    }))
    .toSorted((a, b) => b.rank === a.rank ? 0 : b.rank - a.rank)
    .slice(0, keep)
    .map(({ value }) => value);
}

/**
 * The best of several trials, each the values of some runs; the first of
 * equals. One of whose runs too few have a number is none.
 *
 * @throws {RangeError} unless every trial has enough runs and one has a mean.
 */
export function bestOf(
  trials: readonly (readonly number[])[],
  rule: TuningRule,
): Best {
  const sign = rule.better === "higher" ? 1 : -1;
  const all = trials.map((values) => meanAndSd(kept(values, rule)));
  const ranks = all.map(({ mean }) =>
    Number.isNaN(mean) ? -Infinity : sign * mean
  );
  const best = ranks.indexOf(Math.max(...ranks));
  if (!(ranks[best]! > -Infinity)) {
    throw new RangeError("Cannot tune: no learning rate has a mean");
  }
  const { mean, sd } = all[best]!;
  const spread = Number.isNaN(sd) ? 0 : sd;
  return {
    ...{ best, mean, sd },
    within: all.flatMap((one, place) =>
      Math.abs(one.mean - mean) <= spread ? [place] : []
    ),
  };
}

/**
 * The optimum over a grid of learning rates, as {@linkcode bestOf}.
 *
 * @throws {RangeError} unless the learning rates ascend, and as
 * {@linkcode bestOf}.
 */
export function optimumOf(trials: readonly Trial[], rule: TuningRule): Optimum {
  const rates = trials.map(({ learningRate }) => learningRate);
  if (
    rates.length === 0 || rates.some((rate, i) => rate <= (rates[i - 1] ?? 0))
  ) {
    throw new RangeError(
      `Cannot tune: learning rates must be positive and ascend, current values ${
        rates.join(", ")
      }`,
    );
  }
  const { best, mean, sd, within } = bestOf(
    trials.map(({ values }) => values),
    rule,
  );
  const isEdge = (place: number) => place === 0 || place === rates.length - 1;
  return {
    ...{ learningRate: rates[best]!, mean, sd },
    bar: within.map((place) => rates[place]!),
    atEdge: isEdge(best),
    barAtEdge: within.some(isEdge),
  };
}
