import { allOf, greaterThan } from "../predicates.ts";
import type { Claim, Tier } from "../suite.ts";
import { insideGrids, onBothLosses, TRAINING_CLAIM, tuned } from "./arms.ts";
import { cellId, sweepAt } from "./conditions.ts";
import { metricAgainst } from "./figures.ts";

const cellsAt = (tier: Tier) =>
  sweepAt(tier).map((condition) => cellId(condition, "training_loss"));

/** Figures 2b and 3b: the smallest loss falls with every larger budget. */
export const lossFallsWithEpochs: Claim = {
  id: "smith-loss-falls-with-epochs",
  title: "With more epochs, the training loss keeps falling",
  statement:
    "At a small batch with momentum and the learning rate that makes it smallest, the training loss is lower with every larger number of epochs.",
  source: "The generalization benefit of noise, Figures 2b and 3b, section 7",
  contradictedBy:
    "a neighbouring pair of budgets where the larger has the higher loss (log, paired by seed, one-sided 95 % t interval)",
  ...TRAINING_CLAIM,
  cells: cellsAt,
  metrics: ["training_loss", "penalised_training_loss", "test_accuracy"],
  judge: (results) => {
    const cells = cellsAt(results.tier);
    const pairs = cells.slice(1).map((larger, i) => {
      const pair = [cells[i]!, larger] as const;
      return onBothLosses(results, {
        ...{ statement: pair.join(" > "), cells: pair, decide: greaterThan },
      });
    });
    const grids = insideGrids(results, sweepAt(results.tier), {
      chosenBy: "training_loss",
    });
    return tuned(grids, {
      outcome: allOf(pairs.map(({ outcome }) => outcome)),
      findings: pairs.flatMap(({ findings }) => findings),
    });
  },
  figures: metricAgainst("training_loss", {
    conditions: (tier) => ({ "m = 0.9": sweepAt(tier) }),
    chosenBy: { "m = 0.9": "training_loss" },
    x: "epochs",
    caption: "If the claim holds, the line falls all along (Figure 2b).",
  }),
};
