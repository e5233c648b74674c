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
import { pairSeeds } from "./two_rates.ts";

/** Figure 3d: for training loss both rates fall, the last one faster. */
export const lossLrDecay: Claim = {
  ...PAIR_CLAIM,
  id: "smith-loss-lr-decay",
  title: "For training loss the last learning rate falls faster",
  statement:
    "From the smallest epoch budget to the largest, the first learning rate of the best pair for training loss falls slowly, and the last one falls faster.",
  source: "The generalization benefit of noise, Figure 3d, section 7.1",
  contradictedBy:
    "a last learning rate that falls no more than the first, or a first one that rises, in 95 % of 2,000 resamples of the seeds that tune",
  examined:
    "Both the grid and the seeds that tune keep it open at desk. At 4 and 16 epochs the best pair, 2^-2 and 2^-3, has the smallest fall that was tried, an octave; constant rates, all that lies beyond, are a fifth of the grid more, about 2 minutes of a core. That ε_f falls more than ε_0 holds in 78.5 % of the resamples of five seeds, where 95 decide: counted as for smith-initial-lr-constant, 22 seeds reach that, and 50 with power 0.8, in about 106 minutes of a core. That ε_0 does not rise no number of seeds in reach decides: from 4 to 64 epochs the best rises by an octave, the grid's step, 54.7 % of the resamples say that it does not, and 970 seeds, 34 hours, would only reach 95 % of such. Half octaves might tell.",
  cells: (tier) => pairCells(tier, "training_loss"),
  metrics: ["training_loss", "test_accuracy"],
  judge: (results) => {
    const decay = pairDecay(results, { chosenBy: "training_loss" });
    const seeds = pairSeeds(results.tier);
    const findings = [
      resampled("ε_f falls more than ε_0", {
        seeds,
        test: (sample) => {
          const { first, last } = decay(sample);
          return { holds: last > first, fails: last <= first };
        },
      }),
      resampled("ε_0 does not rise", {
        seeds,
        test: (sample) => {
          const { first } = decay(sample);
          return { holds: first >= 0, fails: first < 0 };
        },
      }),
    ];
    return tuned(
      insidePairGrids(results, "training_loss"),
      concluding(findings),
    );
  },
  figures: pairFigure(
    "If the claim holds, both lines fall, that of ε_f faster (Figure 3d).",
    "training_loss",
  ),
};
