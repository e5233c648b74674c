import { concluding, found } from "../findings.ts";
import { interiorMaximum } from "../predicates.ts";
import { halves } from "../seeds.ts";
import type { Claim, Finding, Tier } from "../suite.ts";
import {
  accuracyOf,
  cellsOf,
  insideGrids,
  TRAINING_CLAIM,
  tuned,
} from "./arms.ts";
import { bestRateAgainst, metricAgainst } from "./figures.ts";
import { tableOneOf } from "./paper_figures.ts";
import { stepBudgetAt } from "./conditions.ts";

const AGAINST_TABLE = {
  conditions: (tier: Tier) => ({ "m = 0.9": stepBudgetAt(tier) }),
  table: true,
};

/** Table 1: accuracy rises first, and falls then. */
export const stepBudgetPeak: Claim = {
  id: "smith-step-budget-peak",
  title: "With equal updates, accuracy peaks at a moderate batch",
  statement:
    "After the same number of updates at its best learning rate, test accuracy first rises with the batch size and then falls.",
  source: "The generalization benefit of noise, Table 1",
  contradictedBy:
    "the smallest or the largest batch above the best in between (paired by seed, one-sided 95 % t interval)",
  ...TRAINING_CLAIM,
  cells: (tier) => cellsOf(stepBudgetAt(tier)),
  judge: (results) => {
    const conditions = stepBudgetAt(results.tier);
    const levels = conditions.map((condition) => ({
      at: Math.log2(condition.batchSize),
      values: accuracyOf(results, condition),
    }));
    const split = halves(levels[0]!.values.keys());
    return tuned(
      insideGrids(results, conditions),
      concluding([
        ...aboveEnds(interiorMaximum(levels)),
        ...split.testing.length < 2 ? [] : aboveEnds(
          interiorMaximum(levels, split),
          {
            note: " (chosen on every other seed, compared on the rest)",
            informative: true,
          },
        ),
      ]),
    );
  },
  paperFigures: tableOneOf(stepBudgetAt),
  figures: (tier) => [
    ...metricAgainst("test_accuracy", {
      ...AGAINST_TABLE,
      caption:
        "If the claim holds, the line has its peak between its ends (the paper's Table 1).",
    })(tier),
    ...bestRateAgainst({
      ...AGAINST_TABLE,
      caption: "Where the accuracies are those of (the paper's Table 1).",
    })(tier),
  ],
};

function aboveEnds(
  ends: ReturnType<typeof interiorMaximum>,
  { note = "", informative = false } = {},
): Finding[] {
  return ends.map((evidence, i) =>
    found(
      `test accuracy: the best inner batch > the ${
        i === 0 ? "smallest" : "largest"
      }${note}`,
      evidence,
      { informative },
    )
  );
}
