/**
 * Runs of the exact study for the tests of its claims, on the real code and on
 * code that is broken on purpose.
 *
 * @module
 */
import { dataDirectory } from "../../datasets/data_dir.ts";
import { openEngine } from "../../engines/mod.ts";
import {
  noiseEnhancement,
  type NoiseEnhancementOptions,
} from "../../methods/noise_enhancement.ts";
import { minibatchesOfEpoch } from "../../training/minibatches.ts";
import type { Claim, Results, RunOutcome } from "../suite.ts";
import { resultsOfOne } from "../testing.ts";
import { exactExecutors } from "./exact_runs.ts";
import { exactStudy } from "./exact_study.ts";
import type { ExactSubject } from "./exact_subject.ts";

/** What each cell found. */
export type Outcomes = Readonly<Record<string, RunOutcome>>;

/** What training uses. */
export const TRAINING: ExactSubject = { noiseEnhancement, minibatchesOfEpoch };

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
export const MUTANTS = {
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

/**
 * Runs cells of the exact study at the smoke tier on the wasm engine with
 * Fashion-MNIST.
 */
export async function exactOutcomes(
  subject: ExactSubject,
  cells: readonly string[],
): Promise<Outcomes> {
  const engine = await openEngine("wasm");
  const executors = exactExecutors(subject);
  const outcomes: Record<string, RunOutcome> = {};
  for (const { id, settings } of exactStudy.cells("smoke")) {
    if (!cells.includes(id)) continue;
    outcomes[id] = await executors[settings.kind]!(settings, {
      engine,
      seed: 0,
      dataDir: dataDirectory(),
      onProgress: () => {},
    });
  }
  return outcomes;
}

/** The statements that a claim finds contradicted. */
export function contradictedBy(claim: Claim, outcomes: Outcomes): string[] {
  return claim.judge(resultsOf(outcomes)).findings
    .filter(({ outcome }) => outcome === "contradicted")
    .map(({ statement }) => statement);
}

/** The outcomes as a claim reads them. */
export function resultsOf(outcomes: Outcomes): Results {
  return resultsOfOne("smoke", outcomes);
}
