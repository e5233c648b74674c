import type { Claim, Tier } from "../suite.ts";
import { onBest } from "./best_against_best.ts";
import { accuracyAgainstBatchSize } from "./figures.ts";
import { comparedSweeps, sweptConditions } from "./sweeps.ts";

const armsAt = (tier: Tier) =>
  comparedSweeps(tier).map(({ enhanced, plain }) => ({
    of: enhanced.conditions,
    against: plain.conditions,
  }));

/** Table 2: the best accuracy over B at some α against that at α = 1. */
export const bestAccuracy: Claim = {
  id: "ne-best-accuracy",
  title: "At its best batch size, noise enhancement raises test accuracy",
  statement:
    "The best test accuracy over batch sizes with noise enhancement exceeds the best without it.",
  source: "Noise enhancement, Table 2",
  contradictedBy:
    "the best accuracy over batch sizes at α = 1 above that at a larger α, paired by seed (one-sided 95 % t interval)",
  ...onBest(armsAt, { table: 2 }),
  figures: accuracyAgainstBatchSize(sweptConditions, {
    caption:
      "If the claim holds, the highest point of each α > 1 lies above that of α = 1.",
  }),
};
