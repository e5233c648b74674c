import { allOf, equivalent, greaterThan } from "../predicates.ts";
import type { Claim } from "../suite.ts";
import { insideGrids, onBothLosses, tuned } from "./arms.ts";
import { epochBudgetAccuracy, regimesAt } from "./epoch_budget_accuracy.ts";
import { metricAgainst } from "./figures.ts";
import { cellId, epochBudgetAt } from "./conditions.ts";

/** What ratio of two losses is still level. */
const FACTOR = 1.25;

/** Figure 1b: flat, then rising. */
export const epochBudgetLoss: Claim = {
  ...epochBudgetAccuracy,
  id: "smith-epoch-budget-loss",
  title: "With equal epochs, training loss is flat and then rises",
  statement:
    "After the same number of epochs of SGD without momentum at its best learning rate, the training loss does not depend on the batch size as long as that is small, and is higher at a large one.",
  source: "The generalization benefit of noise, Figure 1b, section 5",
  contradictedBy:
    "a small batch whose loss is beyond a factor of 1.25 of that at the smallest, or a lower loss at the largest than at the smallest (log, paired by seed, one-sided 95 % t intervals)",
  examined:
    "The protocol of the desk tier: which batches lie below the transition was declared before the runs, up to B = 256, after pilots of accuracy, which is flat up to 512. The fit of smith-linear-scaling puts our corner near B = 100; up to B = 64 the losses agree within 16 % (factor 1.25 allowed), from 128 on they rise, by a factor of 5.1 at 2,048, as the paper shows beyond its transition.",
  metrics: ["training_loss", "penalised_training_loss", "test_accuracy"],
  judge: (results) => {
    const { smallest, flat, largest } = regimesAt(results.tier);
    const level = flat.map((condition) => {
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
    return tuned(insideGrids(results, [smallest, ...flat, largest]), {
      outcome: allOf(all.map(({ outcome }) => outcome)),
      findings: all.flatMap(({ findings }) => findings),
    });
  },
  figures: metricAgainst("training_loss", {
    conditions: (tier) => ({ "m = 0": epochBudgetAt(tier, 0) }),
    caption: "If the claim holds, the line is level and then rises.",
  }),
};
