import { concluding, exceeds, found } from "../findings.ts";
import { atLeast, bestLevel, bestLevels, type Level } from "../predicates.ts";
import type { Claim, Finding, Results } from "../suite.ts";
import { accuracyOf, onTrainings } from "./arms.ts";
import { accuracyAgainstBatchSize } from "./figures.ts";
import { type Condition, type Network, networksAt } from "./study.ts";
import { comparedSweeps, sweptConditions } from "./sweeps.ts";

/** Accuracies by log₂ of the batch size. */
function levelsOf(results: Results, among: readonly Condition[]): Level[] {
  return among.map((condition) => ({
    at: Math.log2(condition.batchSize),
    values: accuracyOf(results, condition),
  }));
}

/** That the batch size with the highest mean never falls as α grows. */
function means(results: Results, network: Network): Finding {
  const sweeps = comparedSweeps(results.tier)
    .filter((sweep) => sweep.network === network);
  const optima = [sweeps[0]!.plain, ...sweeps.map(({ enhanced }) => enhanced)]
    .toSorted((a, b) => a.alpha - b.alpha)
    .map(({ conditions }) => bestLevel(levelsOf(results, conditions)).at);
  const steps = optima.slice(1).map((optimum, i) => optimum - optima[i]!);
  const evidence = atLeast(Math.min(...steps), 0);
  return found(
    `${network}: smallest step, in log₂, of the batch size with the highest mean from one α to the next (${
      optima.map((at) => Math.round(2 ** at)).join(", ")
    })`,
    evidence,
  );
}

/** Table 2: the best batch size grows with α. */
export const optimalBatch: Claim = {
  id: "ne-optimal-batch",
  title: "The best batch size grows with α",
  statement:
    "The batch size with the highest test accuracy never falls as α grows, and is larger at the largest α than without noise enhancement.",
  source: "Noise enhancement, Table 2",
  contradictedBy:
    "a best batch size at α = 1 above that at the largest α (log₂, paired by seed, one-sided 95 % t interval), or a batch size with the highest mean that falls from one α to the next",
  ...onTrainings(sweptConditions, { table: 2 }),
  metrics: ["test_accuracy"],
  judge: (results) => {
    const sweeps = comparedSweeps(results.tier);
    const findings = sweeps.map(({ network, plain, enhanced }) =>
      exceeds(`${network}: log₂ of the best batch size`, {
        x: bestLevels(levelsOf(results, enhanced.conditions)),
        y: bestLevels(levelsOf(results, plain.conditions)),
        names: [`α=${enhanced.alpha}`, "α=1"],
        // The claim is on the largest α of each network.
        informative: sweeps.some((other) =>
          other.network === network && other.enhanced.alpha > enhanced.alpha
        ),
      })
    );
    return concluding([
      ...networksAt(results.tier).map((network) => means(results, network)),
      ...findings,
    ]);
  },
  figures: accuracyAgainstBatchSize(sweptConditions, {
    caption:
      "If the claim holds, the line of a larger α is highest further to the right.",
  }),
};
