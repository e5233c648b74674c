import { concluding, exceeds } from "../findings.ts";
import type { Claim, Tier } from "../suite.ts";
import { logTimeOf, onTrainings } from "./arms.ts";
import { lossAlongTraining, timeAgainstBatchSize } from "./figures.ts";
import { cellId, type Condition, gridsAt } from "./study.ts";

/** Conditions at one batch size whose α are neighbours, smaller α first. */
function neighbours(tier: Tier): [Condition, Condition][] {
  return gridsAt(tier).flatMap(({ all }) =>
    all.flatMap((condition, index): [Condition, Condition][] => {
      const next = all[index + 1];
      return next?.batchSize === condition.batchSize ? [[condition, next]] : [];
    })
  );
}

/** Figures 1 and 2: at fixed B, convergence time grows with α. */
export const convergenceSlows: Claim = {
  id: "ne-convergence-slows",
  title: "Convergence time grows with α",
  statement:
    "At a fixed batch size, the number of updates until the training loss falls below L** grows with α.",
  source: "Noise enhancement, Figures 1 and 2, section 3.1",
  contradictedBy:
    "a neighbouring pair of α at one batch size where the larger converges in fewer updates (log, paired by seed, one-sided 95 % t interval)",
  ...onTrainings((tier) => neighbours(tier).flat(), { table: 2 }),
  metrics: ["convergence_time", "test_accuracy"],
  judge: (results) => {
    const findings = neighbours(results.tier).map(([smaller, larger]) =>
      exceeds("log convergence time", {
        x: logTimeOf(results, larger),
        y: logTimeOf(results, smaller),
        names: [cellId(larger), cellId(smaller)],
      })
    );
    return concluding(findings);
  },
  figures: (tier) => [
    ...timeAgainstBatchSize((tier) => neighbours(tier).flat(), {
      caption:
        "If the claim holds, a larger α lies higher at every batch size (the paper's Figures 1 and 2, right).",
    })(tier),
    ...lossAlongTraining(tier),
  ],
};
