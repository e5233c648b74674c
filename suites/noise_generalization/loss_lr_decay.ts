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
