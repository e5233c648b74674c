import { allOf, bestLevel, greaterThan } from "../predicates.ts";
import type { Claim, Results } from "../suite.ts";
import { insideGrids, logLossOf, onBothLosses, tuned } from "./arms.ts";
import { metricAgainst } from "./figures.ts";
import { stepBudgetPeak } from "./step_budget_peak.ts";
import { cellId, type Condition, stepBudgetAt } from "./conditions.ts";
import { manySeedsStudy } from "./study.ts";

/** Table 1: the loss falls with the batch size. */
export const stepBudgetLoss: Claim = {
  ...stepBudgetPeak,
  study: manySeedsStudy,
  id: "smith-step-budget-loss",
  title: "With equal updates, training loss falls with the batch size",
  statement:
    "After the same number of updates at its best learning rate, the training loss falls with the batch size, up to the batch with the lowest loss.",
  contradictedBy:
    "a neighbouring pair of batch sizes, up to the lowest loss, where the larger has the higher loss (log, paired by seed, one-sided 95 % t interval)",
  examined:
    "What the claim takes for the lowest loss decides: by the logarithm it is, without L2, at the largest batch, B = 2,048 (means -8.57 against -8.46 at 1,024), and the last pair is open at 30 seeds, 24 of which have the lower loss at 2,048 and two one ten times the rest. By the mean of the losses themselves, which the paper's table prints, it is at 1,024 (2.15e-4 against 3.04e-4), and all pairs up to there are reproduced, with L2 and without.",
  metrics: ["training_loss", "penalised_training_loss", "test_accuracy"],
  judge: (results) => {
    const conditions = stepBudgetAt(results.tier);
    const falling = conditions.slice(0, lowestOf(results, conditions) + 1);
    const pairs = falling.slice(1).map((larger, i) => {
      const cells = [cellId(falling[i]!), cellId(larger)] as const;
      return onBothLosses(results, {
        ...{ statement: cells.join(" > "), cells },
        decide: greaterThan,
      });
    });
    return tuned(insideGrids(results, conditions), {
      // Nothing falls where the smallest batch has the lowest loss.
      outcome: pairs.length === 0
        ? "contradicted"
        : allOf(pairs.map(({ outcome }) => outcome)),
      findings: pairs.flatMap(({ findings }) => findings),
    });
  },
  figures: metricAgainst("training_loss", {
    conditions: (tier) => ({ "m = 0.9": stepBudgetAt(tier) }),
    caption:
      "If the claim holds, the line falls up to its minimum (the paper's Table 1).",
    table: true,
  }),
};

/**
 * Which condition has the lowest mean log loss without L2: losses differ by
 * factors, and a mean of their own is that of the one or two highest.
 */
function lowestOf(
  results: Results,
  conditions: readonly Condition[],
): number {
  const { at } = bestLevel(conditions.map((condition, at) => ({
    at,
    values: new Map(
      [...logLossOf(results, {
        ...{ cell: cellId(condition), metric: "training_loss" },
      })].map(([seed, loss]) => [seed, -loss]),
    ),
  })));
  return at;
}
