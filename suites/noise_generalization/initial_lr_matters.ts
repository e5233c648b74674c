import { atMost, greaterThan, type Outcome, provided } from "../predicates.ts";
import type { Claim, Finding } from "../suite.ts";
import { found } from "./arms.ts";
import {
  bestPairs,
  insidePairGrids,
  NAMES,
  PAIR_CLAIM,
  pairCells,
  pairFigure,
  type Which,
} from "./pair_arms.ts";
import { pairBudgetsAt } from "./two_rates.ts";

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
  cells: (tier) => pairCells(tier, "test_accuracy"),
  judge: (results) => {
    const pairs = bestPairs(results, "test_accuracy");
    const budgets = pairBudgetsAt(results.tier);
    const widths = (which: Which) =>
      new Map(pairs.map(({ [which]: { bar: [low, high] } }, i) => [
        budgets[i]!.budget.epochs,
        high - low,
      ]));
    const wider = found(
      "octaves of the error bar, paired by budget: ε_f > ε_0",
      greaterThan(widths("last"), widths("first")),
    );
    // A bar that the grid cuts is wider than it seems: that may only hide what
    // the other way round would show.
    const cut = (which: Which): Finding => {
      const evidence = atMost(
        pairs.filter((pair) => pair[which].barAtEdge).length,
        0,
      );
      const uncut: Outcome = evidence.outcome === "reproduced"
        ? "reproduced"
        : "inconclusive";
      return {
        statement: `budgets whose error bar of ${
          NAMES[which]
        } reaches the edge of its grid`,
        ...{ outcome: uncut, evidence },
      };
    };
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
  figures: pairFigure(
    "The best pairs; the claim is about how far the rates may lie from them.",
    "test_accuracy",
  ),
};
