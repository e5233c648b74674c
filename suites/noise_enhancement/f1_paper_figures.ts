import type { PaperTable } from "../paper_table.ts";
import type { PaperFigure, Tier } from "../suite.ts";
import { cellId, type Condition, gridOf } from "./f1_study.ts";

/** The paper's metrics under the names that our records use. */
const METRICS: Readonly<Record<string, string>> = {
  test_accuracy: "test_accuracy",
  best_test_accuracy: "test_accuracy",
  convergence_time: "convergence_time",
};

/**
 * The F1 rows of a table of the paper, for the cells of a tier.
 *
 * At a reduced tier the paper's condition is played by the one with the same
 * α and the batch size nearest to the same fraction of the largest one.
 */
export function f1PaperFigures(tier: Tier, table: PaperTable): PaperFigure[] {
  return table.flatMap((row) => {
    const metric = METRICS[row.quantity ?? ""];
    if (row.network !== "F1" || metric === undefined) return [];
    const paper = {
      alpha: Number(row.alpha),
      batchSize: Number(row.batch_size),
    };
    const cell = playedBy(tier, paper);
    if (cell === undefined) return [];
    return {
      cell: cellId(cell),
      paperCell: cellId(paper),
      metric,
      value: Number(row.value),
      sd: Number(row.sd),
      n: Number(row.n),
    };
  });
}

function playedBy(tier: Tier, paper: Condition): Condition | undefined {
  const fraction = (condition: Condition, of: Tier) =>
    Math.log(condition.batchSize / gridOf(of).plain.at(-1)!.batchSize);
  const distance = (condition: Condition) =>
    Math.abs(fraction(condition, tier) - fraction(paper, "paper"));
  return gridOf(tier).all
    .filter(({ alpha }) => alpha === paper.alpha)
    .toSorted((a, b) => distance(a) - distance(b))[0];
}
