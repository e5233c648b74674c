import { concluding } from "../findings.ts";
import type { Claim, Tier } from "../suite.ts";
import { moreAccurate, onTrainings } from "./arms.ts";
import { accuracyAgainstAlpha } from "./figures.ts";
import { type Condition, gridOf } from "./study.ts";

/** α = 3, where the paper's best large-batch accuracy is, and α = 1; F1. */
function armsOf(tier: Tier): { plain: Condition; enhanced: Condition } {
  const plain = gridOf(tier).plain.at(-1)!;
  return { plain, enhanced: { ...plain, alpha: 3 } };
}

/** A corollary of Table 3: at one large batch size, α = 3 against α = 1. */
export const largeBatchSameAlpha: Claim = {
  id: "ne-large-batch-same-alpha",
  title: "Noise enhancement at one large batch size",
  statement:
    "At the largest batch size, training with α = 3 ends with a higher test accuracy than plain training.",
  source: "Noise enhancement, corollary of Table 3",
  contradictedBy:
    "test accuracy at α = 1 above that at α = 3, paired by seed (one-sided 95 % t interval)",
  ...onTrainings((tier) => Object.values(armsOf(tier)), { table: 3 }),
  metrics: ["test_accuracy", "convergence_time"],
  judge: (results) => {
    const { plain, enhanced } = armsOf(results.tier);
    return concluding([moreAccurate(results, [enhanced, plain])]);
  },
  figures: accuracyAgainstAlpha((tier) => Object.values(armsOf(tier))),
};
