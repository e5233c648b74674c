/**
 * What the tests of the exact claims run them on: the real code, and code that
 * is broken on purpose.
 *
 * @module
 */
import {
  noiseEnhancement,
  type NoiseEnhancementOptions,
} from "../../methods/noise_enhancement.ts";
import { minibatchesOfEpoch } from "../../training/minibatches.ts";
import type { ExactChecks } from "../exact/testing.ts";
import { exactExecutors, TRAINING } from "./exact_runs.ts";
import { exactStudy } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/** Breaks the weights of noise enhancement. */
function withWeights(
  f: (weight: number, place: { index: number; batchSize: number }) => number,
): ExactSubject {
  return {
    ...TRAINING,
    noiseEnhancement: (options: NoiseEnhancementOptions) => {
      const method = noiseEnhancement(options);
      return {
        ...method,
        weights: (batchSize, key) =>
          method.weights(batchSize, key).map((weight, index) =>
            f(weight, { index, batchSize })
          ),
      };
    },
  };
}

/** Ways to get noise enhancement wrong. */
const MUTANTS = {
  "B'_t = B_t": {
    ...TRAINING,
    *minibatchesOfEpoch(key, options) {
      for (const indices of minibatchesOfEpoch(key, options)) {
        const size = indices.length / options.method.minibatches;
        yield indices.map((_, index) => indices[index % size]!);
      }
    },
  },
  "α ignored": {
    ...TRAINING,
    noiseEnhancement: () => noiseEnhancement({ alpha: 1 }),
  },
  "(α-1) for (1-α)": withWeights((weight, { index, batchSize }) =>
    index < batchSize ? weight : -weight
  ),
  "sums for means": withWeights((weight, { batchSize }) => weight * batchSize),
  "ghost batches of both minibatches": {
    ...TRAINING,
    noiseEnhancement: (options) => {
      const method = noiseEnhancement(options);
      return {
        ...{ ...method, minibatches: 1 },
        weights: (batchSize, key) => method.weights(batchSize / 2, key),
      };
    },
  },
  "disjoint for independent": {
    ...TRAINING,
    noiseEnhancement: ({ alpha }) =>
      noiseEnhancement({ alpha, sampling: "disjoint" }),
  },
  "disjoint for independent in the draws": {
    ...TRAINING,
    minibatchesOfEpoch: (key, options) => {
      const fits = options.batchSize * options.method.minibatches <=
        options.examples;
      return minibatchesOfEpoch(key, {
        ...options,
        method: {
          ...options.method,
          sampling: fits ? "disjoint" : "independent",
        },
      });
    },
  },
  "independent for disjoint in the draws": {
    ...TRAINING,
    minibatchesOfEpoch: (key, options) =>
      minibatchesOfEpoch(key, {
        ...options,
        method: { ...options.method, sampling: "independent" },
      }),
  },
} satisfies Record<string, ExactSubject>;

/** The exact study with what it is checked on. */
export const CHECKS: ExactChecks<ExactSubject> = {
  ...{ study: exactStudy, executors: exactExecutors },
  ...{ training: TRAINING, mutants: MUTANTS },
};
