import { concluding } from "../findings.ts";
import type { Claim } from "../suite.ts";
import {
  cellsOf,
  insideGrids,
  moreAccurate,
  TRAINING_CLAIM,
  tuned,
} from "./arms.ts";
import { cellId, restoredNoiseAt, RESTORING_ALPHA } from "./conditions.ts";
import { metricOf } from "./figures.ts";

/**
 * Not in the paper: its benefit of noise, with the noise that a large batch
 * lacks restored by noise enhancement, which multiplies the temperature by
 * α² + (1 - α)². A batch of all examples has no noise to enhance; hence half.
 */
export const restoredNoise: Claim = {
  id: "smith-restored-noise",
  title: "Noise enhancement raises the accuracy of a very large batch",
  statement:
    `After the same number of updates at its best learning rate, a very large batch reaches a higher test accuracy with noise enhancement, α = ${RESTORING_ALPHA}, than without.`,
  source:
    "derived: the generalization benefit of noise, section 6, with noise enhancement (exploratory)",
  contradictedBy:
    "a lower accuracy with noise enhancement (paired by seed, one-sided 95 % t interval)",
  examined:
    "At desk it gives back 0.39 of the 0.91 points by which B = 64 is better, and the rest stays lost (0.51, one-sided 95 % bounds 0.29 and 0.73). With α = 3 an update takes two minibatches of that size.",
  ...TRAINING_CLAIM,
  cells: (tier) => cellsOf(restoredNoiseAt(tier)),
  judge: (results) => {
    const [plain, enhanced] = restoredNoiseAt(results.tier);
    return tuned(
      insideGrids(results, [plain, enhanced]),
      concluding([moreAccurate(results, [enhanced, plain])]),
    );
  },
  figures: metricOf("test_accuracy", {
    cells: (tier) => {
      const [plain, enhanced] = restoredNoiseAt(tier);
      return {
        "plain SGD": cellId(plain),
        [`α = ${RESTORING_ALPHA}`]: cellId(enhanced),
      };
    },
    x: "noise enhancement",
    caption:
      "If the claim holds, the accuracy with noise enhancement is the higher.",
  }),
};
