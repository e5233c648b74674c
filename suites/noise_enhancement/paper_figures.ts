import { numbersOfRow, type PaperTable } from "../paper_table.ts";
import type { PaperFigure, Tier } from "../suite.ts";
import {
  cellId,
  type Condition,
  gridOf,
  type Network,
  networksAt,
} from "./study.ts";

/** The paper's metrics under the names that our records use. */
const METRICS: Readonly<Record<string, string>> = {
  test_accuracy: "test_accuracy",
  best_test_accuracy: "test_accuracy",
  convergence_time: "convergence_time",
};

/**
 * The rows of a table of the paper, for the cells of a tier.
 *
 * At a reduced tier the paper's condition is played by the one with the same
 * α and the batch size nearest to the same fraction of the largest one.
 */
export function nePaperFigures(tier: Tier, table: PaperTable): PaperFigure[] {
  return table.flatMap((row) => {
    const metric = METRICS[row.quantity ?? ""];
    const network = networksAt(tier).find((name) => name === row.network);
    if (network === undefined || metric === undefined) return [];
    const paper = {
      network,
      alpha: Number(row.alpha),
      batchSize: Number(row.batch_size),
    };
    const cell = playedBy(tier, paper);
    if (cell === undefined) return [];
    return {
      cell: cellId(cell),
      paperCell: cellId(paper),
      metric,
      ...numbersOfRow(row),
    };
  });
}

function playedBy(tier: Tier, paper: Condition): Condition | undefined {
  const large = (of: Tier, network: Network) =>
    gridOf(of, network).plain.at(-1)!.batchSize;
  const fraction = ({ network, batchSize }: Condition, of: Tier) =>
    Math.log(batchSize / large(of, network));
  const distance = (condition: Condition) =>
    Math.abs(fraction(condition, tier) - fraction(paper, "paper"));
  const { all, matched } = gridOf(tier, paper.network);
  return all
    .filter((condition) =>
      condition.alpha === paper.alpha && !matched.includes(condition)
    )
    .toSorted((a, b) => distance(a) - distance(b))[0];
}
