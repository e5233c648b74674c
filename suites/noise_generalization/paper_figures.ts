import type { PaperTable } from "../paper_table.ts";
import type { Claim, PaperFigure, Tier } from "../suite.ts";
import {
  atStepBudget,
  cellId,
  type Condition,
  STEP_BUDGETS,
} from "./conditions.ts";

/**
 * The rows of Table 1 for the cells of a tier: at a reduced one the B that
 * plays 2,048, and the last ones for the last ones.
 */
function tableOneFigures(
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

/** Table 1's rows for some conditions of a tier. */
export function tableOneOf(
  conditions: (tier: Tier) => readonly Condition[],
): Claim["paperFigures"] {
  return (tier, table) => {
    const cells = conditions(tier).map((condition) => cellId(condition));
    return tableOneFigures(tier, table("noise_generalization_table_1"))
      .filter(({ cell }) => cells.includes(cell));
  };
}

/**
 * Numbers that the paper states of Figures 1 to 3, by what they are of, e.g.
 * "accuracy saturates beyond: 800 epochs (Figure 2)".
 */
export function statedOf(
  tables: (name: string) => PaperTable,
  quantities: readonly string[],
): string[] {
  return tables("noise_generalization_figures_1_2_3_stated")
    .filter(({ quantity }) => quantities.includes(quantity!))
    .map(({ figure, batch_norm, quantity, value, unit }) => {
      const number = unit === "factor" ? `factor ${value}` : `${value} ${unit}`;
      const network = batch_norm === "no" ? ", no batch normalisation" : "";
      return `${
        quantity!.replaceAll("_", " ")
      }: ${number} (Figure ${figure}${network})`;
    });
}
