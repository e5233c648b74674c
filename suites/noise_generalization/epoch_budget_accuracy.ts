import { concluding, found } from "../findings.ts";
import { equivalent } from "../predicates.ts";
import type { Claim } from "../suite.ts";
import {
  accuracyOf,
  cellsOf,
  insideGrids,
  moreAccurate,
  TRAINING_CLAIM,
  tuned,
} from "./arms.ts";
import { metricAgainst } from "./figures.ts";
import { cellId, epochBudgetAt } from "./conditions.ts";
import { statedOf } from "./paper_figures.ts";
import { freshSeedsStudy } from "./study.ts";
import { regimesOf } from "./transition.ts";

/** In points of accuracy. */
const MARGIN = 0.3;

/** Figure 1a: flat, then falling. */
export const epochBudgetAccuracy: Claim = {
  id: "smith-epoch-budget-accuracy",
  title: "With equal epochs, accuracy is flat and then falls",
  statement:
    "After the same number of epochs of SGD without momentum at its best learning rate, test accuracy does not depend on the batch size up to where the best learning rate stops growing with it, and is lower at the largest.",
  source: "The generalization benefit of noise, Figure 1a, section 5",
  contradictedBy:
    "a batch below that transition, which is fitted as for smith-linear-scaling, that differs from the smallest by more than 0.3 points, or the largest above the smallest (paired by seed, one-sided 95 % t intervals)",
  ...TRAINING_CLAIM,
  study: freshSeedsStudy,
  cells: (tier) => cellsOf(epochBudgetAt(tier, 0)),
  paperStates: (tables) => statedOf(tables, ["regime_transition_batch_size"]),
  judge: (results) => {
    const { smallest, small, largest, found: regime } = regimesOf(results);
    const equal = small.map((condition) =>
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
      insideGrids(results, epochBudgetAt(results.tier, 0)),
      concluding([regime, ...equal, falls]),
    );
  },
  figures: metricAgainst("test_accuracy", {
    conditions: (tier) => ({ "m = 0": epochBudgetAt(tier, 0) }),
    caption: "If the claim holds, the line is level and then falls.",
  }),
};
