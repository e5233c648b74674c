import {
  type Estimate,
  meanOf,
  oneExample,
  valuesOf,
} from "../exact/estimate_moments.ts";
import { computed } from "../exact/outcome.ts";
import type { Executor } from "../executor.ts";
import {
  enumeratedEstimates,
  methodEstimate,
  momentMetrics,
} from "./enumeration.ts";
import type { EnumerationSettings } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/**
 * Enumerates the minibatches of a few given gradients.
 *
 * "mirror_difference" is the largest difference between the ascending values
 * of the estimates at α and at 1 - α.
 */
export function enumerationRun(subject: ExactSubject): Executor {
  return (settings) => {
    const { alphas, batchSize, ...rest } = settings as EnumerationSettings;
    const gradients = rest.gradients.map((gradient) => [gradient]);
    const valuesAt = (alpha: number) => {
      const method = subject.noiseEnhancement({ alpha });
      return ascending(methodEstimate(method, { gradients, batchSize }));
    };
    // At α = 1 there is only one minibatch, and so fewer draws.
    const mirrored = alphas.filter((alpha) => alpha !== 1).map((alpha) =>
      largestDifference(valuesAt(alpha), valuesAt(1 - alpha))
    );
    return Promise.resolve(computed({
      ...momentMetrics(
        enumeratedEstimates(subject, { gradients, batchSize, alphas }),
        meanOf(oneExample(gradients)),
      ),
      mirror_difference: { value: Math.max(...mirrored), unit: "gradient" },
    }));
  };
}

/** All values of an estimate of one parameter. */
function ascending(estimate: Estimate): Float64Array {
  return Float64Array.from(valuesOf(estimate), ([value]) => value!).sort();
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  return Math.max(...a.map((value, index) => Math.abs(value - b[index]!)));
}
