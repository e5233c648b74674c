/**
 * What the claims on the two learning rates read of their results.
 *
 * @module
 */
import { concluding, presupposed } from "../findings.ts";
import type { CurveFigure, FigureOf } from "../figure.ts";
import { atMost } from "../predicates.ts";
import type { Claim, Judgement, Results, Tier } from "../suite.ts";
import { TRAINING_CLAIM } from "./arms.ts";
import type { ChosenBy, EpochCondition } from "./conditions.ts";
import { madeTogether } from "./figures.ts";
import {
  type BestPair,
  bestPairsAt,
  pairBudgetsAt,
  pairCellId,
  pairSeeds,
  twoRatesStudy,
} from "./two_rates.ts";

/** One of the two rates. */
export type Which = keyof BestPair;

/** What the rates are called. */
export const NAMES: Readonly<Record<Which, string>> = {
  first: "ε_0",
  last: "ε_f",
};

/** What the claims on the two rates share. */
export const PAIR_CLAIM = {
  ...TRAINING_CLAIM,
  study: twoRatesStudy,
} satisfies Partial<Claim>;

/** The cells of a tier that are chosen for one metric or for several. */
export function pairCells(tier: Tier, ...by: ChosenBy[]): string[] {
  return by.flatMap((chosenBy) =>
    pairBudgetsAt(tier).map((condition) => pairCellId(condition, chosenBy))
  );
}

/** The best pair at each budget, by ascending budget. */
export function bestPairs(results: Results, chosenBy: ChosenBy): BestPair[] {
  return pairBudgetsAt(results.tier).map((condition) =>
    bestPairsAt(results, { condition, chosenBy })(pairSeeds(results.tier))
  );
}

/**
 * Octaves by which one of the rates falls from the first to the last of the
 * budgets, over some seeds.
 */
export function pairDecay(
  results: Results,
  { chosenBy, budgets = pairBudgetsAt(results.tier) }: {
    chosenBy: ChosenBy;
    budgets?: readonly EpochCondition[];
  },
): (seeds: readonly number[]) => Readonly<Record<Which, number>> {
  const [from, to] = [budgets[0]!, budgets.at(-1)!].map((condition) =>
    bestPairsAt(results, { condition, chosenBy })
  );
  return (seeds) => {
    const [before, after] = [from!(seeds), to!(seeds)];
    return {
      first: before.first.rate - after.first.rate,
      last: before.last.rate - after.last.rate,
    };
  };
}

/** Whether no best rate is at an edge of the grid; else nothing is known. */
export function insidePairGrids(
  results: Results,
  ...by: ChosenBy[]
): Judgement {
  return concluding(by.flatMap((chosenBy) => {
    const pairs = bestPairs(results, chosenBy);
    return (["first", "last"] as const).map((which) =>
      presupposed(
        `budgets whose best ${NAMES[which]} ${
          WORDS[chosenBy]
        } is at the edge of its grid`,
        atMost(pairs.filter((pair) => pair[which].atEdge).length, 0),
      )
    );
  }));
}

/** What a rate is best for. */
const WORDS: Readonly<Record<ChosenBy, string>> = {
  test_accuracy: "for accuracy",
  training_loss: "for training loss",
};

/** Both rates against the budget. */
export function pairFigure(
  caption: string,
  ...by: ChosenBy[]
): (tier: Tier) => FigureOf[] {
  return (tier) => [(results): CurveFigure => ({
    kind: "curve",
    title: "First and last learning rate against epochs",
    caption,
    x: { label: "epochs", log: true },
    y: { label: "best effective learning rate", log: true },
    points: by.flatMap((chosenBy) =>
      (["first", "last"] as const).flatMap((which) =>
        bestPairs(results, chosenBy).map((pair, i) => ({
          x: pairBudgetsAt(tier)[i]!.budget.epochs,
          y: madeTogether(pairSeeds(tier), 2 ** pair[which].rate),
          series: `${NAMES[which]} ${WORDS[chosenBy]}`,
        }))
      )
    ),
  })];
}
