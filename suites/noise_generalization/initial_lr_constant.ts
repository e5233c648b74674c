import { concluding } from "../findings.ts";
import type { Claim } from "../suite.ts";
import { resampled, tuned } from "./arms.ts";
import {
  insidePairGrids,
  PAIR_CLAIM,
  pairCells,
  pairDecay,
  pairFigure,
} from "./pair_arms.ts";
import { statedOf } from "./paper_figures.ts";
import { pairBudgetsAt, pairSeeds, stepOfFirst } from "./two_rates.ts";

/** Figure 3c: of long trainings only the last learning rate changes. */
export const initialLrConstant: Claim = {
  ...PAIR_CLAIM,
  id: "smith-initial-lr-constant",
  title: "For accuracy the first learning rate stays, the last falls",
  statement:
    "Over the upper half of the epoch budgets the first learning rate of the best pair for test accuracy hardly falls, and the last one falls more.",
  source: "The generalization benefit of noise, Figure 3c, section 7.1",
  contradictedBy:
    "a first learning rate that falls by more than a step of the grid, or a last one that falls no more than the first, in 95 % of 2,000 resamples of the seeds that tune",
  examined:
    "The seeds that tune, five at desk, are too few. From 16 to 64 epochs the best ε_0 rises by an octave, from 2^-2 to 2^-1, and the best ε_f falls by two, from 2^-9 to 2^-11, as claimed, with all rates inside their grids. Of the resamples 91.8 and 84.15 % agree, where 95 decide. Taken for normal probabilities, whose distance from the middle grows with the root of the number of seeds, the two reach that with 7 and 14 seeds, and with power 0.8 with 16 and 31: 31 seeds take about 66 minutes of a core, the five took 11.",
  cells: (tier) => pairCells(tier, "test_accuracy"),
  judge: (results) => {
    const { tier } = results;
    const all = pairBudgetsAt(tier);
    const decay = pairDecay(results, {
      chosenBy: "test_accuracy",
      // Of two budgets both, for a decay has two ends.
      budgets: all.slice(Math.min(Math.floor(all.length / 2), all.length - 2)),
    });
    const step = stepOfFirst(tier);
    const seeds = pairSeeds(tier);
    const findings = [
      resampled(
        `ε_0 falls by at most ${step} octaves over the upper half of the budgets`,
        {
          seeds,
          test: (sample) => {
            const { first } = decay(sample);
            return { holds: first <= step, fails: first > step };
          },
        },
      ),
      resampled("ε_f falls more than ε_0 over the upper half of the budgets", {
        seeds,
        test: (sample) => {
          const { first, last } = decay(sample);
          return { holds: last > first, fails: last <= first };
        },
      }),
    ];
    return tuned(
      insidePairGrids(results, "test_accuracy"),
      concluding(findings),
    );
  },
  paperStates: (tables) =>
    statedOf(tables, ["accuracy_optimal_initial_lr_constant_beyond"]),
  figures: pairFigure(
    "If the claim holds, ε_0 is level over the larger budgets and ε_f falls (Figure 3c).",
    "test_accuracy",
  ),
};
