import type { ExampleWeightMethod } from "../../core/method.ts";
import { sgd } from "../../methods/sgd.ts";
import { momentsOf, weightedSum } from "../exact/distribution.ts";
import { minibatchWeights } from "../exact/minibatch_weights.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import { sumOfDraws } from "../exact/sum_of_draws.ts";
import type { Executor } from "../executor.ts";
import { type CumulantsSettings, metricAt } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/**
 * Third and fourth cumulants of estimates over independent examples: divided
 * by those of one example, and as skewness and excess kurtosis divided by
 * those of plain SGD at B_eff.
 */
export function cumulantsRun({ noiseEnhancement }: ExactSubject): Executor {
  return (settings) => {
    const { gradients, conditions } = settings as CumulantsSettings;
    const one = cumulantsOf(sgd(), { gradients, batchSize: 1 });
    const ratiosAt = (
      { alpha, batchSize, plainBatchSize }:
        CumulantsSettings["conditions"][number],
    ) => {
      const method = noiseEnhancement({ alpha });
      const enhanced = cumulantsOf(method, { gradients, batchSize });
      const plain = cumulantsOf(sgd(), {
        gradients,
        batchSize: plainBatchSize,
      });
      return Object.entries({
        third_cumulant_ratio: enhanced.third / one.third,
        fourth_cumulant_ratio: enhanced.fourth / one.fourth,
        skewness_ratio: enhanced.skewness / plain.skewness,
        kurtosis_ratio: enhanced.kurtosis / plain.kurtosis,
      }).map(([name, ratio]) => [metricAt(name, alpha), ratio]);
    };
    const ratios = Object.fromEntries(conditions.flatMap(ratiosAt));
    return Promise.resolve(computed(inUnit("ratio", ratios)));
  };
}

/** Cumulants of a method's estimate over independent examples. */
function cumulantsOf(
  method: ExampleWeightMethod,
  { gradients, batchSize }: {
    gradients: readonly number[];
    batchSize: number;
  },
): { third: number; fourth: number; skewness: number; kurtosis: number } {
  const minibatch = sumOfDraws(gradients, batchSize);
  const { variance, third, fourth } = momentsOf(
    weightedSum(minibatchWeights(method, batchSize), () => minibatch),
  );
  const fourthCumulant = fourth - 3 * variance * variance;
  return {
    third,
    fourth: fourthCumulant,
    skewness: third / (variance * Math.sqrt(variance)),
    kurtosis: fourthCumulant / (variance * variance),
  };
}
