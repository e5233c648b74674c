import type { Claim, Tier } from "../suite.ts";
import { type Arms, onBest } from "./best_against_best.ts";
import { accuracyOfBothArms, tradeOff } from "./figures.ts";
import { gridsAt } from "./study.ts";

/** Both arms of each network. */
function armsAt(tier: Tier): Arms[] {
  return gridsAt(tier).map(({ plain, enhanced, below }) => ({
    ...{ of: enhanced, against: plain, control: below },
  }));
}

/** Table 3: the best α at B = 5,000 against the best B at α = 1. */
export const largeBatch: Claim = {
  id: "ne-large-batch",
  title: "Large batches with noise enhancement beat small ones without",
  statement:
    "The best test accuracy over α at the largest batch size exceeds the best over batch sizes without noise enhancement.",
  source: "Noise enhancement, Table 3 and abstract",
  contradictedBy:
    "the best accuracy without noise enhancement, at a smaller batch size, above the best over α at the largest, of which α = 1 is one as in Figure 3, for a network, paired by seed (one-sided 95 % t interval)",
  ...onBest(armsAt, { table: 3 }),
  figures: (tier) => [...tradeOff(tier), ...accuracyOfBothArms(tier)],
};
