import { concluding, exceeds, mapSeeds } from "../findings.ts";
import type { Claim } from "../suite.ts";
import { best, logTimeOf, onTrainings } from "./arms.ts";
import { timeAgainstBatchSize } from "./figures.ts";
import { cellId } from "./study.ts";
import { comparedSweeps, sweptConditions } from "./sweeps.ts";

/** Table 2, footnote 4: fewer updates at the best batch size. */
export const fasterAtOptimum: Claim = {
  id: "ne-faster-at-optimum",
  title: "At its best batch size, noise enhancement takes fewer updates",
  statement:
    "At the batch size with the highest test accuracy, training with noise enhancement converges in fewer updates than without. It evaluates more gradients: the claim is for perfectly parallel batches.",
  source: "Noise enhancement, Table 2, footnote 4",
  contradictedBy:
    "more updates at the best batch size with noise enhancement than at the best one without (log, paired by seed, one-sided 95 % t interval)",
  ...onTrainings(sweptConditions, { table: 2 }),
  metrics: ["convergence_time", "gradient_evaluations", "test_accuracy"],
  judge: (results) => {
    const pairs = comparedSweeps(results.tier)
      .map(({ plain, enhanced }) => ({
        plain: best(results, { among: plain.conditions }),
        enhanced: best(results, { among: enhanced.conditions }),
      }));
    const findings = pairs.flatMap(({ plain, enhanced }) => {
      const names = [cellId(plain), cellId(enhanced)] as const;
      const logGradients = (cell: string) =>
        mapSeeds(results.metric(cell, "gradient_evaluations"), Math.log);
      return [
        exceeds("log convergence time", {
          x: logTimeOf(results, plain),
          ...{ y: logTimeOf(results, enhanced), names },
        }),
        exceeds("log gradient evaluations", {
          ...{ x: logGradients(names[0]), y: logGradients(names[1]), names },
          informative: true,
        }),
      ];
    });
    return concluding(findings);
  },
  figures: timeAgainstBatchSize(sweptConditions, {
    caption:
      "If the claim holds, a larger α lies lower at its own best batch size, which the table beside names.",
  }),
};
