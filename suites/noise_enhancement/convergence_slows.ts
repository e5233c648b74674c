import { allOf, greaterThan } from "../predicates.ts";
import type { Claim, Finding, Tier } from "../suite.ts";
import { lossAlongTraining, timeAgainstBatchSize } from "./f1_figures.ts";
import { f1PaperFigures } from "./f1_paper_figures.ts";
import {
  cellId,
  type Condition,
  f1Margins,
  f1Study,
  gridOf,
} from "./f1_study.ts";

/** Conditions at one batch size whose α are neighbours, smaller α first. */
function neighbours(tier: Tier): [Condition, Condition][] {
  const { all } = gridOf(tier);
  return all.flatMap((condition, index): [Condition, Condition][] => {
    const next = all[index + 1];
    return next?.batchSize === condition.batchSize ? [[condition, next]] : [];
  });
}

/** The conditions of those pairs, each once. */
function compared(tier: Tier): Condition[] {
  return [...new Set(neighbours(tier).flat())];
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
  exact: false,
  study: f1Study,
  cells: (tier) => compared(tier).map(cellId),
  metrics: ["convergence_time", "test_accuracy"],
  margins: f1Margins,
  judge: (results) => {
    const logTime = (condition: Condition) =>
      new Map(
        [...results.metric(cellId(condition), "convergence_time")]
          .map(([seed, steps]) => [seed, Math.log(steps)]),
      );
    const findings = neighbours(results.tier).map(
      ([smaller, larger]): Finding => {
        const evidence = greaterThan(logTime(larger), logTime(smaller));
        return {
          statement: `log convergence time: ${cellId(larger)} > ${
            cellId(smaller)
          }`,
          outcome: evidence.outcome,
          evidence,
        };
      },
    );
    return {
      outcome: allOf(findings.map(({ outcome }) => outcome)),
      findings,
    };
  },
  paperFigures: (tier, table) =>
    f1PaperFigures(tier, table("noise_enhancement_table_2")),
  figures: [timeAgainstBatchSize(compared), lossAlongTraining],
};
