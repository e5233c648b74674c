/**
 * What the claims on trainings share, and read of their results.
 *
 * @module
 */
import { higherAccuracy, mapSeeds } from "../findings.ts";
import { mean } from "../mean.ts";
import type { BySeed } from "../predicates.ts";
import { ofSeeds } from "../seeds.ts";
import type { ClaimBasis, Finding, Results, Tier } from "../suite.ts";
import { nePaperFigures } from "./paper_figures.ts";
import { cellId, type Condition, neMargins, neStudy } from "./study.ts";

/** A claim on trainings, but for what it says and shows. */
export function onTrainings(
  conditions: (tier: Tier) => readonly Condition[],
  { table }: {
    /** The paper's table that has its numbers. */
    table: 2 | 3;
  },
): Omit<ClaimBasis, "metrics" | "figures"> {
  const cells = (tier: Tier) => cellsOf(conditions(tier));
  return {
    exact: false,
    study: neStudy,
    cells,
    margins: neMargins,
    paperFigures: (tier, tables) =>
      nePaperFigures(tier, tables(`noise_enhancement_table_${table}`))
        .filter(({ cell }) => cells(tier).includes(cell)),
  };
}

/** Test accuracy of a condition, in percent, by seed. */
export function accuracyOf(results: Results, condition: Condition): BySeed {
  return results.metric(cellId(condition), "test_accuracy");
}

/** GT of the test accuracy of one condition over that of another. */
export function moreAccurate(
  results: Results,
  [x, y]: readonly [Condition, Condition],
  options: { informative?: boolean } = {},
): Finding {
  return higherAccuracy(results, [cellId(x), cellId(y)], options);
}

/**
 * The logarithm of a condition's convergence time in updates, by seed. What did
 * not converge counts as the most updates, which is a lower bound.
 */
export function logTimeOf(results: Results, condition: Condition): BySeed {
  return mapSeeds(
    results.metric(cellId(condition), "convergence_time"),
    Math.log,
  );
}

/** The condition with the highest mean accuracy over all or some seeds. */
export function best(
  results: Results,
  { among, seeds }: {
    among: readonly Condition[];
    seeds?: readonly number[];
  },
): Condition {
  const meanOf = (condition: Condition) => {
    const accuracy = accuracyOf(results, condition);
    return mean((seeds ? ofSeeds(accuracy, seeds) : accuracy).values());
  };
  return among.reduce((a, b) => meanOf(b) > meanOf(a) ? b : a);
}

/** The names of conditions, each once. */
export function cellsOf(conditions: readonly Condition[]): string[] {
  return [...new Set(conditions.map(cellId))];
}
