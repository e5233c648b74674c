import { found, presupposed } from "../findings.ts";
import type { CurveFigure } from "../figure.ts";
import { atMost, type BySeed, greaterThan, provided } from "../predicates.ts";
import type { Claim, Results } from "../suite.ts";
import { madeTogether } from "./figures.ts";
import {
  bestPairs,
  insidePairGrids,
  NAMES,
  PAIR_CLAIM,
  pairCells,
  type Which,
} from "./pair_arms.ts";
import { pairBudgetsAt, pairSeeds } from "./two_rates.ts";

/** Octaves of the error bars of one of the rates, by epochs of the budget. */
function widthsOf(results: Results, which: Which): BySeed {
  const budgets = pairBudgetsAt(results.tier);
  const pairs = bestPairs(results, "test_accuracy");
  return new Map(pairs.map(({ [which]: { bar: [low, high] } }, i) => [
    budgets[i]!.budget.epochs,
    high - low,
  ]));
}

/** Section 7.1: the first learning rate is the one to tune. */
export const initialLrMatters: Claim = {
  ...PAIR_CLAIM,
  id: "smith-initial-lr-matters",
  title: "The first learning rate matters more than the last",
  statement:
    "Of the pairs of learning rates whose test accuracy is as good as the best within one standard deviation, the last one ranges over more octaves than the first.",
  source: "The generalization benefit of noise, section 7.1",
  contradictedBy:
    "error bars of ε_0, in octaves, wider than those of ε_f over the budgets (paired by budget, one-sided 95 % t interval)",
  examined:
    "The budgets are too few. They are what is paired, and more seeds add none: at desk there are three, whose error bars of ε_f are wider by 3 octaves on average, with a standard deviation of 3. Eight with such differences would decide with power 0.8. The paper tier has eight; at desk those from 4 to 512 epochs, each twice the one before, would take about 2 hours of a core, where the three took 11 minutes.",
  cells: (tier) => pairCells(tier, "test_accuracy"),
  judge: (results) => {
    const pairs = bestPairs(results, "test_accuracy");
    const wider = found(
      "octaves of the error bar, paired by budget: ε_f > ε_0",
      greaterThan(widthsOf(results, "last"), widthsOf(results, "first")),
    );
    // A bar that the grid cuts is wider than it seems, so that no cut bar of
    // ε_f casts doubt on its being the wider one, and none of ε_0 on the
    // reverse.
    const cut = (which: Which) =>
      presupposed(
        `budgets whose error bar of ${
          NAMES[which]
        } reaches the edge of its grid`,
        atMost(pairs.filter((pair) => pair[which].barAtEdge).length, 0),
      );
    const [first, last] = [cut("first"), cut("last")];
    const deciding = wider.outcome === "contradicted" ? last : first;
    const grids = insidePairGrids(results, "test_accuracy");
    return {
      outcome: provided(
        grids.outcome,
        provided(deciding.outcome, wider.outcome),
      ),
      findings: [
        wider,
        ...[first, last].map((finding) => ({
          ...finding,
          ...(finding === deciding ? {} : { informative: true }),
        })),
        ...grids.findings,
      ],
    };
  },
  figures: (tier) => [(results): CurveFigure => ({
    kind: "curve",
    title: "Error bars of the two learning rates against epochs",
    caption:
      "If the claim holds, those of ε_f are the wider ones (section 7.1).",
    x: { label: "epochs", log: true },
    y: { label: "octaves of the error bar" },
    points: (["first", "last"] as const).flatMap((which) =>
      [...widthsOf(results, which)].map(([epochs, octaves]) => ({
        x: epochs,
        y: madeTogether(pairSeeds(tier), octaves),
        series: NAMES[which],
      }))
    ),
  })],
};
