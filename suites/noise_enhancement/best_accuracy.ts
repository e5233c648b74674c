import type { Claim, Tier } from "../suite.ts";
import { judgeArms } from "./best_against_best.ts";
import { cellsOf } from "./arms.ts";
import { accuracyAgainstBatchSize } from "./figures.ts";
import { nePaperFigures } from "./paper_figures.ts";
import { neMargins, neStudy } from "./study.ts";
import { comparedSweeps, sweptConditions } from "./sweeps.ts";

const armsAt = (tier: Tier) =>
  comparedSweeps(tier).map(({ enhanced, plain }) => ({
    of: enhanced.conditions,
    against: plain.conditions,
  }));

/** Table 2: the best accuracy over B at some α against that at α = 1. */
export const bestAccuracy: Claim = {
  id: "ne-best-accuracy",
  title: "At its best batch size, noise enhancement raises test accuracy",
  statement:
    "The best test accuracy over batch sizes with noise enhancement exceeds the best without it.",
  source: "Noise enhancement, Table 2",
  contradictedBy:
    "the best accuracy over batch sizes at α = 1 above that at a larger α, paired by seed (one-sided 95 % t interval)",
  exact: false,
  study: neStudy,
  cells: (tier) =>
    cellsOf(armsAt(tier).flatMap(({ of, against }) => [...against, ...of])),
  metrics: ["test_accuracy", "convergence_time"],
  margins: neMargins,
  judge: (results) => judgeArms(results, armsAt(results.tier)),
  paperFigures: (tier, table) =>
    nePaperFigures(tier, table("noise_enhancement_table_2")),
  figures: accuracyAgainstBatchSize(sweptConditions, {
    caption:
      "If the claim holds, the highest point of each α > 1 lies above that of α = 1.",
  }),
};
