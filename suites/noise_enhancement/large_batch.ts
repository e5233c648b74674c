import { greaterThan } from "../predicates.ts";
import type { Claim, Finding, Results } from "../suite.ts";
import { accuracyOfBothArms, tradeOff } from "./f1_figures.ts";
import { f1PaperFigures } from "./f1_paper_figures.ts";
import {
  cellId,
  type Condition,
  f1Margins,
  f1Study,
  gridOf,
} from "./f1_study.ts";

const METRIC = "test_accuracy";

/** The condition with the highest mean accuracy over the chosen seeds. */
function best(
  results: Results,
  { among, seeds }: { among: readonly Condition[]; seeds: readonly number[] },
): string {
  const mean = (cell: string) => {
    const accuracy = results.metric(cell, METRIC);
    return seeds.reduce((sum, seed) => sum + accuracy.get(seed)!, 0) /
      seeds.length;
  };
  return among.map(cellId).reduce((a, b) => mean(b) > mean(a) ? b : a);
}

/**
 * Whether the best α at the large B beats the best B at α = 1, both chosen on
 * `choosing` seeds and compared on `testing` seeds.
 */
function bestAgainstBest(
  results: Results,
  { choosing, testing, note }: {
    choosing: readonly number[];
    testing: readonly number[];
    note: string;
  },
): Finding {
  const { plain, enhanced } = gridOf(results.tier);
  const [without, with_] = [plain, enhanced].map((among) =>
    best(results, { among, seeds: choosing })
  ) as [string, string];
  const accuracy = (cell: string) => {
    const bySeed = results.metric(cell, METRIC);
    return new Map(testing.map((seed) => [seed, bySeed.get(seed)!]));
  };
  const evidence = greaterThan(accuracy(with_), accuracy(without));
  return {
    statement: `best test accuracy: ${with_} > ${without} (${note})`,
    outcome: evidence.outcome,
    evidence,
  };
}

/** Table 3: the best α at B = 5,000 against the best B at α = 1. */
export const largeBatch: Claim = {
  id: "ne-large-batch",
  title: "Large batches with noise enhancement beat small ones without",
  statement:
    "The best test accuracy over α at the largest batch size exceeds the best over batch sizes without noise enhancement.",
  source: "Noise enhancement, Table 3 and abstract, F1",
  contradictedBy:
    "the best accuracy without noise enhancement above the best with it, paired by seed (one-sided 95 % t interval)",
  exact: false,
  study: f1Study,
  cells: (tier) => {
    const { plain, enhanced } = gridOf(tier);
    return [...new Set([...plain, ...enhanced].map(cellId))];
  },
  metrics: [METRIC, "convergence_time"],
  margins: f1Margins,
  judge: (results) => {
    const seeds = [
      ...results.metric(gridOf(results.tier).plain.map(cellId)[0]!, METRIC)
        .keys(),
    ];
    const asInPaper = bestAgainstBest(results, {
      choosing: seeds,
      testing: seeds,
      note: "chosen and compared on all seeds, as in the paper",
    });
    const findings = [asInPaper];
    // Choosing and testing on the same seeds favours the larger grid.
    if (seeds.length >= 4) {
      findings.push({
        ...bestAgainstBest(results, {
          choosing: seeds.filter((_, index) => index % 2 === 0),
          testing: seeds.filter((_, index) => index % 2 === 1),
          note: "chosen on every other seed, compared on the rest",
        }),
        informative: true,
      });
    }
    return { outcome: asInPaper.outcome, findings };
  },
  paperFigures: (tier, table) =>
    f1PaperFigures(tier, table("noise_enhancement_table_3")),
  figures: [tradeOff, accuracyOfBothArms],
};
