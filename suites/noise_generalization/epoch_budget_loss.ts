import { allOf, equivalent, greaterThan } from "../predicates.ts";
import type { Claim } from "../suite.ts";
import { insideGrids, onBothLosses, tuned } from "./arms.ts";
import { epochBudgetAccuracy } from "./epoch_budget_accuracy.ts";
import { metricAgainst } from "./figures.ts";
import { cellId, epochBudgetAt } from "./conditions.ts";
import { regimesOf } from "./transition.ts";

/** What ratio of two losses is still level. */
const FACTOR = 1.25;

/** Figure 1b: flat, then rising. */
export const epochBudgetLoss: Claim = {
  ...epochBudgetAccuracy,
  id: "smith-epoch-budget-loss",
  title: "With equal epochs, training loss is flat and then rises",
  statement:
    "After the same number of epochs of SGD without momentum at its best learning rate, the training loss does not depend on the batch size up to where the best learning rate stops growing with it, and is higher at the largest.",
  source: "The generalization benefit of noise, Figure 1b, section 5",
  contradictedBy:
    "a batch below that transition, which is fitted as for smith-linear-scaling, whose loss is beyond a factor of 1.25 of that at the smallest, or a lower loss at the largest than at the smallest (log, paired by seed, one-sided 95 % t intervals)",
  metrics: ["training_loss", "penalised_training_loss", "test_accuracy"],
  judge: (results) => {
    const { smallest, small, largest, found: regime } = regimesOf(results);
    const level = small.map((condition) => {
      const cells = [cellId(condition), cellId(smallest)] as const;
      return onBothLosses(results, {
        ...{ statement: cells.join(" = "), cells },
        decide: (x, y) => equivalent(x, y, { margin: Math.log(FACTOR) }),
      });
    });
    const cells = [cellId(largest), cellId(smallest)] as const;
    const rises = onBothLosses(results, {
      ...{ statement: cells.join(" > "), cells, decide: greaterThan },
    });
    const all = [...level, rises];
    return tuned(insideGrids(results, epochBudgetAt(results.tier, 0)), {
      outcome: allOf([regime, ...all].map(({ outcome }) => outcome)),
      findings: [regime, ...all.flatMap(({ findings }) => findings)],
    });
  },
  figures: metricAgainst("training_loss", {
    conditions: (tier) => ({ "m = 0": epochBudgetAt(tier, 0) }),
    caption: "If the claim holds, the line is level and then rises.",
  }),
};
