import type { PaperTable } from "../paper_table.ts";
import type { PaperFigure, Tier } from "../suite.ts";
import { atStepBudget, cellId, STEP_BUDGETS } from "./conditions.ts";

/**
 * The rows of Table 1 for the cells of a tier: at a reduced one the B that
 * plays 2,048, and the last ones for the last ones.
 */
export function tableOneFigures(
  tier: Tier,
  table: PaperTable,
): PaperFigure[] {
  const paper = STEP_BUDGETS.paper;
  const { middle, large } = STEP_BUDGETS[tier];
  const played: readonly (readonly [number, number])[] = tier === "paper"
    ? paper.batchSizes.map((batchSize) => [batchSize, batchSize])
    : [
      [middle, paper.middle],
      ...large.map((batchSize, i) => [batchSize, paper.large[i]!] as const),
    ];
  return played.flatMap(([ours, theirs]) =>
    table
      .filter(({ batch_size, quantity }) =>
        Number(batch_size) === theirs &&
        (quantity === "test_accuracy" || quantity === "training_loss")
      )
      .map(({ quantity, value, sd, n }) => ({
        cell: cellId(atStepBudget(tier, ours)),
        paperCell: cellId(atStepBudget("paper", theirs)),
        metric: quantity!,
        value: Number(value),
        sd: Number(sd),
        n: Number(n),
      }))
  );
}
