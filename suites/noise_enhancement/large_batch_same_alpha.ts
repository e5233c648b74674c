import { greaterThan } from "../predicates.ts";
import type { Claim, Tier } from "../suite.ts";
import { accuracyAgainstAlpha } from "./f1_figures.ts";
import { f1PaperFigures } from "./f1_paper_figures.ts";
import {
  cellId,
  type Condition,
  f1Margins,
  f1Study,
  gridOf,
} from "./f1_study.ts";

/** α = 3, where the paper's best large-batch accuracy is, and α = 1. */
function armsOf(tier: Tier): { plain: Condition; enhanced: Condition } {
  const batchSize = gridOf(tier).plain.at(-1)!.batchSize;
  return { plain: { alpha: 1, batchSize }, enhanced: { alpha: 3, batchSize } };
}

function cellsOf(tier: Tier): { plain: string; enhanced: string } {
  const { plain, enhanced } = armsOf(tier);
  return { plain: cellId(plain), enhanced: cellId(enhanced) };
}

/** A corollary of Table 3: at one large batch size, α = 3 against α = 1. */
export const largeBatchSameAlpha: Claim = {
  id: "ne-large-batch-same-alpha",
  title: "Noise enhancement at one large batch size",
  statement:
    "At the largest batch size, training with α = 3 ends with a higher test accuracy than plain training.",
  source: "Noise enhancement, corollary of Table 3",
  contradictedBy:
    "test accuracy at α = 1 above that at α = 3, paired by seed (one-sided 95 % t interval)",
  exact: false,
  study: f1Study,
  cells: (tier) => Object.values(cellsOf(tier)),
  metrics: ["test_accuracy", "convergence_time"],
  margins: f1Margins,
  judge: (results) => {
    const { plain, enhanced } = cellsOf(results.tier);
    const evidence = greaterThan(
      results.metric(enhanced, "test_accuracy"),
      results.metric(plain, "test_accuracy"),
    );
    return {
      outcome: evidence.outcome,
      findings: [{
        statement: `test accuracy: ${enhanced} > ${plain}`,
        outcome: evidence.outcome,
        evidence,
      }],
    };
  },
  paperFigures: (tier, table) =>
    f1PaperFigures(tier, table("noise_enhancement_table_3")),
  figures: [accuracyAgainstAlpha((tier) => Object.values(armsOf(tier)))],
};
