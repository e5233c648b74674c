/**
 * Where the regime of noise ends: the batch size up to which the best learning
 * rate of SGD without momentum grows with the batch. Each network and data set
 * has its own, so that it is estimated and not taken from the paper.
 *
 * @module
 */
import { presupposed } from "../findings.ts";
import { atLeast } from "../predicates.ts";
import type { Finding, Results } from "../suite.ts";
import { type Condition, epochBudgetAt } from "./conditions.ts";
import { type Bar, fitOf } from "./scaling_fit.ts";
import { optimumAt } from "./study.ts";

/** log₂ of ε* with its bar against log₂ B, without momentum. */
export function barsOf(results: Results): Bar[] {
  return epochBudgetAt(results.tier, 0).map((condition) => {
    const { learningRate, bar } = optimumAt(results, { condition });
    return {
      x: Math.log2(condition.batchSize),
      y: Math.log2(learningRate),
      low: Math.log2(bar[0]!),
      high: Math.log2(bar.at(-1)!),
    };
  });
}

/** The conditions of the epoch budget by regime, and that there are some. */
export interface Regimes {
  readonly smallest: Condition;
  /** Up to the transition, without the smallest; ascending B. */
  readonly small: readonly Condition[];
  readonly largest: Condition;
  readonly found: Finding;
}

/** The regimes of SGD without momentum at equal epochs. */
export function regimesOf(results: Results): Regimes {
  const [smallest, ...others] = epochBudgetAt(results.tier, 0);
  const transition = 2 ** (fitOf(barsOf(results))?.corner ?? NaN);
  const small = others.filter(({ batchSize }) => batchSize <= transition);
  return {
    smallest: smallest!,
    small,
    largest: others.at(-1)!,
    found: presupposed(
      `batch sizes above the smallest up to where the best learning rate stops growing, B = ${
        transition.toFixed(0)
      }`,
      atLeast(small.length, 1),
    ),
  };
}
