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

/** The best learning rate of a grid. */
export interface Optimum {
  readonly learningRate: number;
  /** Of the kept runs. */
  readonly mean: number;
  /** Of the kept runs, divisor n-1; NaN where one is kept. */
  readonly sd: number;
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
 * The optimum over a grid of learning rates; the lowest of equals. A learning
 * rate of whose runs too few have a number is none.
 *
 * @throws {RangeError} unless the learning rates ascend, every one has enough
 * runs, and one has a mean.
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
  const sign = rule.better === "higher" ? 1 : -1;
  const all = trials.map(({ learningRate, values }) => ({
    learningRate,
    ...meanAndSd(kept(values, rule)),
  }));
  const [first, ...others] = all.filter(({ mean }) => !Number.isNaN(mean));
  if (first === undefined) {
    throw new RangeError("Cannot tune: no learning rate has a mean");
  }
  const best = others.reduce(
    (best, one) => sign * one.mean > sign * best.mean ? one : best,
    first,
  );
  const spread = Number.isNaN(best.sd) ? 0 : best.sd;
  const bar = all
    .filter(({ mean }) => Math.abs(mean - best.mean) <= spread)
    .map(({ learningRate }) => learningRate);
  const isEdge = (rate: number) => rate === rates[0] || rate === rates.at(-1);
  return {
    ...{ learningRate: best.learningRate, mean: best.mean, sd: best.sd, bar },
    atEdge: isEdge(best.learningRate),
    barAtEdge: bar.some(isEdge),
  };
}

/**
 * The optimum, if neither it nor its error bar touches the grid's edge.
 *
 * @throws {RangeError} if one does.
 */
export function inside(optimum: Optimum): Optimum {
  if (!optimum.atEdge && !optimum.barAtEdge) return optimum;
  throw new RangeError(
    `Cannot take learning rate ${optimum.learningRate}: its error bar, ${
      optimum.bar.join(", ")
    }, touches the grid's edge; extend the grid`,
  );
}
