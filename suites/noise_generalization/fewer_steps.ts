import { concluding, found } from "../findings.ts";
import { notInferior } from "../predicates.ts";
import type { Claim } from "../suite.ts";
import {
  accuracyOf,
  cellsOf,
  insideGrids,
  TRAINING_CLAIM,
  tuned,
} from "./arms.ts";
import { metricAgainst } from "./figures.ts";
import { cellId, fewerStepsAt } from "./conditions.ts";
import { tableOneOf } from "./paper_figures.ts";

/** In points of accuracy. */
const MARGIN = 0.1;

/** Section 6: the drop is not overfitting by too many updates. */
export const fewerSteps: Claim = {
  id: "smith-fewer-steps",
  title: "Fewer updates do not help a very large batch",
  statement:
    "At a very large batch size, a half or a quarter of the updates does not raise the test accuracy at the best learning rate.",
  source: "The generalization benefit of noise, section 6",
  contradictedBy:
    "an accuracy after fewer updates that is higher by more than 0.1 points (paired by seed, one-sided 95 % t interval)",
  ...TRAINING_CLAIM,
  cells: (tier) => cellsOf(fewerStepsAt(tier)),
  paperFigures: tableOneOf(fewerStepsAt),
  judge: (results) => {
    const conditions = fewerStepsAt(results.tier);
    const [all, ...fewer] = conditions;
    const findings = fewer.map((condition) =>
      found(
        `test accuracy: ${cellId(all!)} not inferior to ${cellId(condition)}`,
        notInferior(
          accuracyOf(results, all!),
          accuracyOf(results, condition),
          { margin: MARGIN },
        ),
      )
    );
    return tuned(insideGrids(results, conditions), concluding(findings));
  },
  figures: metricAgainst("test_accuracy", {
    conditions: (tier) => ({ "m = 0.9": fewerStepsAt(tier) }),
    caption: "If the claim holds, the line does not fall.",
    x: "updates",
  }),
};
