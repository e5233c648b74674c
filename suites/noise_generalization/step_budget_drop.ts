import { found } from "../findings.ts";
import { allOf, greaterThan, notInferior, provided } from "../predicates.ts";
import type { Claim, Tier } from "../suite.ts";
import {
  accuracyOf,
  cellsOf,
  insideGrids,
  moreAccurate,
  onBothLosses,
  TRAINING_CLAIM,
  tuned,
} from "./arms.ts";
import { metricAgainst } from "./figures.ts";
import { tableOneOf } from "./paper_figures.ts";
import { atStepBudget, cellId, STEP_BUDGETS } from "./conditions.ts";

/** Points of accuracy by which a large batch must fall short. */
const MARGIN = 0.1;

const middleOf = (tier: Tier) => atStepBudget(tier, STEP_BUDGETS[tier].middle);
const largeOf = (tier: Tier) =>
  STEP_BUDGETS[tier].large.map((batchSize) => atStepBudget(tier, batchSize));
const conditions = (tier: Tier) => [middleOf(tier), ...largeOf(tier)];

/** Table 1: the main claim. */
export const stepBudgetDrop: Claim = {
  id: "smith-step-budget-drop",
  title: "With equal updates, large batches fit better and test worse",
  statement:
    "After the same number of updates at its best learning rate, a very large batch reaches a lower training loss than a moderate one, and a lower test accuracy.",
  source: "The generalization benefit of noise, Table 1, section 6",
  contradictedBy:
    "an accuracy at the first large batch not inferior to that at the moderate one by 0.1 points (paired by seed, one-sided 95 % t interval); a lower accuracy whose training loss does not fall is under-training, of which the claim says nothing; or a higher accuracy at the other large batch, if its training loss falls",
  ...TRAINING_CLAIM,
  cells: (tier) => cellsOf(conditions(tier)),
  metrics: ["test_accuracy", "training_loss", "penalised_training_loss"],
  judge: (results) => {
    const { tier } = results;
    const middle = middleOf(tier);
    const pairs = largeOf(tier).map((large, i) => {
      const names = [cellId(middle), cellId(large)] as const;
      const [x, y] = [accuracyOf(results, middle), accuracyOf(results, large)];
      const drop = greaterThan(x, y);
      const contrary = notInferior(y, x, { margin: MARGIN });
      // At the first large batch no drop by the margin contradicts it too.
      const isContrary = i === 0 && contrary.outcome === "reproduced";
      const loss = onBothLosses(results, {
        ...{ statement: names.join(" > "), cells: names },
        decide: greaterThan,
      });
      return {
        // Under-training: nothing is known of a drop whose loss does not fall.
        outcome: isContrary
          ? "contradicted" as const
          : provided(loss.outcome, drop.outcome),
        findings: [
          moreAccurate(results, [middle, large]),
          ...i > 0 ? [] : [found(
            `test accuracy, which would contradict it: ${
              names[1]
            } not inferior to ${names[0]} by ${MARGIN}`,
            contrary,
            { informative: true },
          )],
          ...loss.findings,
        ],
      };
    });
    return tuned(insideGrids(results, conditions(tier)), {
      outcome: allOf(pairs.map(({ outcome }) => outcome)),
      findings: pairs.flatMap(({ findings }) => findings),
    });
  },
  paperFigures: tableOneOf(conditions),
  figures: (tier) =>
    (["test_accuracy", "training_loss"] as const).flatMap((metric) =>
      metricAgainst(metric, {
        conditions: (tier) => ({ "m = 0.9": conditions(tier) }),
        caption:
          "If the claim holds, accuracy and loss are both lower at the large batches (the paper's Table 1).",
        table: true,
      })(tier)
    ),
};
