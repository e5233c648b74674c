import { concluding, found } from "../findings.ts";
import { equivalent } from "../predicates.ts";
import type { Claim, Tier } from "../suite.ts";
import {
  accuracyOf,
  cellsOf,
  insideGrids,
  moreAccurate,
  TRAINING_CLAIM,
  tuned,
} from "./arms.ts";
import { metricAgainst } from "./figures.ts";
import { cellId, EPOCH_BUDGETS, epochBudgetAt } from "./conditions.ts";

/** In points of accuracy. */
const MARGIN = 0.3;

/** The smallest batch, the other flat ones, and the largest, without momentum. */
export function regimesAt(tier: Tier) {
  const conditions = epochBudgetAt(tier, 0);
  const { flatUpTo } = EPOCH_BUDGETS[tier];
  return {
    smallest: conditions[0]!,
    flat: conditions.slice(1).filter((one) => one.batchSize <= flatUpTo),
    largest: conditions.at(-1)!,
  };
}

/** Figure 1a: flat, then falling. */
export const epochBudgetAccuracy: Claim = {
  id: "smith-epoch-budget-accuracy",
  title: "With equal epochs, accuracy is flat and then falls",
  statement:
    "After the same number of epochs of SGD without momentum at its best learning rate, test accuracy does not depend on the batch size as long as that is small, and is lower at a large one.",
  source: "The generalization benefit of noise, Figure 1a, section 5",
  contradictedBy:
    "a small batch that differs from the smallest by more than 0.3 points, or the largest above the smallest (paired by seed, one-sided 95 % t intervals)",
  ...TRAINING_CLAIM,
  cells: (tier) => cellsOf(epochBudgetAt(tier, 0)),
  judge: (results) => {
    const { smallest, flat, largest } = regimesAt(results.tier);
    const equal = flat.map((condition) =>
      found(
        `test accuracy: ${cellId(condition)} = ${cellId(smallest)}`,
        equivalent(
          accuracyOf(results, condition),
          accuracyOf(results, smallest),
          { margin: MARGIN },
        ),
      )
    );
    const falls = moreAccurate(results, [smallest, largest]);
    return tuned(
      insideGrids(results, [smallest, ...flat, largest]),
      concluding([...equal, falls]),
    );
  },
  figures: metricAgainst("test_accuracy", {
    conditions: (tier) => ({ "m = 0": epochBudgetAt(tier, 0) }),
    caption: "If the claim holds, the line is level and then falls.",
  }),
};
