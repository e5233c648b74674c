import type { Claim, Tier } from "../suite.ts";
import { judgeArms } from "./best_against_best.ts";
import { cellsOf } from "./arms.ts";
import { accuracyOfBothArms, tradeOff } from "./figures.ts";
import { nePaperFigures } from "./paper_figures.ts";
import { gridOf, neMargins, neStudy, networksAt } from "./study.ts";

/** Both arms of each network. */
function armsAt(tier: Tier) {
  return networksAt(tier).map((network) => {
    const { plain, enhanced } = gridOf(tier, network);
    return { of: enhanced, against: plain };
  });
}

/** Table 3: the best α at B = 5,000 against the best B at α = 1. */
export const largeBatch: Claim = {
  id: "ne-large-batch",
  title: "Large batches with noise enhancement beat small ones without",
  statement:
    "The best test accuracy over α at the largest batch size exceeds the best over batch sizes without noise enhancement.",
  source: "Noise enhancement, Table 3 and abstract",
  contradictedBy:
    "the best accuracy without noise enhancement above the best with it, for a network, paired by seed (one-sided 95 % t interval)",
  exact: false,
  study: neStudy,
  cells: (tier) =>
    cellsOf(armsAt(tier).flatMap(({ of, against }) => [...against, ...of])),
  metrics: ["test_accuracy", "convergence_time"],
  margins: neMargins,
  judge: (results) => judgeArms(results, armsAt(results.tier)),
  paperFigures: (tier, table) =>
    nePaperFigures(tier, table("noise_enhancement_table_3")),
  figures: (tier) => [...tradeOff(tier), ...accuracyOfBothArms(tier)],
};
