import { computed, inUnit } from "../exact/outcome.ts";
import { type Estimate, valuesOf } from "../exact/estimate_moments.ts";
import type { Executor } from "../executor.ts";
import { enumeratedMoments, methodEstimate } from "./enumeration.ts";
import { type EnumerationSettings } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/** Enumerates the minibatches of a few given gradients. */
export function enumerationRun(subject: ExactSubject): Executor {
  return (settings) => {
    const { gradients: numbers, batchSize, alphas } =
      settings as EnumerationSettings;
    const gradients = numbers.map((number) => [number]);
    const sortedValues = (alpha: number) =>
      sorted(
        methodEstimate(subject.noiseEnhancement({ alpha }), {
          gradients,
          batchSize,
        }),
      );
    // At α = 1 there is only one minibatch, and so fewer draws.
    const mirrored = alphas.filter((alpha) => alpha !== 1).map((alpha) =>
      largestDifference(sortedValues(alpha), sortedValues(1 - alpha))
    );
    return Promise.resolve(computed({
      ...inUnit(
        "squared gradient",
        enumeratedMoments(subject, { gradients, batchSize, alphas }),
      ),
      mirror_difference: { value: Math.max(...mirrored), unit: "gradient" },
    }));
  };
}

/** All values of an estimate of one parameter, ascending. */
function sorted(estimate: Estimate): Float64Array {
  return Float64Array.from(valuesOf(estimate), ([value]) => value!).sort();
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  return Math.max(...a.map((value, index) => Math.abs(value - b[index]!)));
}
