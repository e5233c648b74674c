import { concluding, found } from "../findings.ts";
import { equivalent } from "../predicates.ts";
import type { Claim, Tier } from "../suite.ts";
import { accuracyOf, moreAccurate, onTrainings } from "./arms.ts";
import { accuracyAgainstBatchSize } from "./figures.ts";
import { cellId, type Condition, gridOf } from "./study.ts";

/** Percentage points within which both arms would count as equal. */
const MARGIN = 0.1;

/** α = 3 at the large B, and plain SGD at B / 13, whose noise is as large. */
function armsOf(tier: Tier): { enhanced: Condition; matched: Condition } {
  const { plain, matched: [matched] } = gridOf(tier);
  return { enhanced: { ...plain.at(-1)!, alpha: 3 }, matched: matched! };
}

/** Section 2: noise enhancement is not plain SGD at the effective batch size. */
export const notEquivalent: Claim = {
  id: "ne-not-equivalent",
  title: "Noise enhancement is better than plain SGD with as much noise",
  statement:
    "Training with α = 3 at the largest batch size B ends with a higher test accuracy than plain SGD at B_eff = B/13, whose noise has the same covariance.",
  source: "Noise enhancement, sections 2 and 4; the paper never runs B_eff",
  contradictedBy:
    "test accuracy of plain SGD at B_eff above that of noise enhancement, paired by seed (one-sided 95 % t interval)",
  ...onTrainings((tier) => Object.values(armsOf(tier)), { table: 3 }),
  metrics: ["test_accuracy", "convergence_time", "gradient_evaluations"],
  judge: (results) => {
    const { enhanced, matched } = armsOf(results.tier);
    const finding = moreAccurate(results, [enhanced, matched]);
    const evidence = equivalent(
      accuracyOf(results, enhanced),
      accuracyOf(results, matched),
      { margin: MARGIN },
    );
    return concluding([
      finding,
      found(
        `test accuracy: ${cellId(enhanced)} within ${MARGIN} points of ${
          cellId(matched)
        }`,
        evidence,
        { informative: true },
      ),
    ]);
  },
  figures: accuracyAgainstBatchSize((tier) => Object.values(armsOf(tier)), {
    caption:
      "Both arms have noise of the same covariance. If the claim holds, that of α = 3 lies higher; the paper never runs B_eff.",
  }),
};
