import type { ExampleWeightMethod } from "../../core/method.ts";
import { sgd } from "../../methods/sgd.ts";
import { momentsOf, weightedSum } from "../exact/distribution.ts";
import { hypergeometric } from "../exact/hypergeometric.ts";
import { minibatchWeights } from "../exact/minibatch_weights.ts";
import { computed, inUnit } from "../exact/outcome.ts";
import type { Executor } from "../executor.ts";
import {
  metricAt,
  plainBatchMetric,
  type PopulationSettings,
} from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/**
 * Covariances in a training set of any size: gradients are 0 or 1, so that an
 * estimate depends only on how many ones each minibatch has.
 */
export function populationRun({ noiseEnhancement }: ExactSubject): Executor {
  return (settings) => {
    const { examples, ones, batchSize, alphas, plainBatchSizes } =
      settings as PopulationSettings;
    const covariance = (method: ExampleWeightMethod, batchSize: number) =>
      varianceOverDraws(method, { examples, ones, batchSize });
    const plain = plainBatchSizes.map((size) => [
      plainBatchMetric(size),
      covariance(sgd(), size),
    ]);
    const enhanced = alphas.flatMap((alpha) => [
      [
        metricAt("independent_covariance", alpha),
        covariance(noiseEnhancement({ alpha }), batchSize),
      ],
      [
        metricAt("disjoint_covariance", alpha),
        covariance(
          noiseEnhancement({ alpha, sampling: "disjoint" }),
          batchSize,
        ),
      ],
    ]);
    return Promise.resolve(computed(inUnit("squared gradient", {
      example_covariance: covariance(sgd(), 1),
      plain_covariance: covariance(sgd(), batchSize),
      ...Object.fromEntries([...plain, ...enhanced]),
    })));
  };
}

/** Variance of a method's estimate over all draws of its minibatches. */
function varianceOverDraws(
  method: ExampleWeightMethod,
  { examples, ones, batchSize }: Pick<
    PopulationSettings,
    "examples" | "ones" | "batchSize"
  >,
): number {
  const estimate = weightedSum(
    minibatchWeights(method, batchSize),
    (drawn) => {
      const taken = method.sampling === "disjoint" ? drawn : [];
      return hypergeometric({
        population: examples - batchSize * taken.length,
        ones: ones - taken.reduce((sum, count) => sum + count, 0),
        draws: batchSize,
      });
    },
  );
  return momentsOf(estimate).variance;
}
