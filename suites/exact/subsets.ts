/**
 * Sampling without replacement, which three of the papers start from: the
 * gradients of a small network's examples, and every minibatch of them.
 *
 * @module
 */
import type { Cell, RunSettings } from "../suite.ts";
import type { FewImagesOptions } from "./few_images.ts";
import type { Identity } from "./identities.ts";
import { DOUBLE } from "./rounding.ts";

/** Every minibatch of a few examples, of each size. */
export type SubsetsSettings = RunSettings & FewImagesOptions & {
  readonly kind: "exact/subsets";
  /** Widths of the network's hidden layers. */
  readonly hidden: readonly number[];
};

/** Settings of {@linkcode SUBSETS}. */
export const SUBSETS_SETTINGS: SubsetsSettings = {
  kind: "exact/subsets",
  datasets: [],
  imageShape: [2, 2, 1],
  classes: 3,
  examples: 6,
  hidden: [3],
};

/** The cell, the same in each study. */
export const SUBSETS: Cell = { id: "subsets", settings: SUBSETS_SETTINGS };

/** B = 1, …, N */
export const SUBSET_SIZES: readonly number[] = Array.from(
  { length: SUBSETS_SETTINGS.examples },
  (_, i) => i + 1,
);

/** The name of the trace of the covariance of minibatches of one size. */
export function subsetMetric(batchSize: number): string {
  return `covariance_batch_${batchSize}`;
}

/** (N-B) / (B (N-1)): the covariance of a minibatch in units of Σ̂. */
function subsetMultiple(batchSize: number): number {
  const { examples: N } = SUBSETS_SETTINGS;
  return (N - batchSize) / (batchSize * (N - 1));
}

/** What is true of every minibatch drawn without replacement. */
export const SUBSET_IDENTITIES: readonly Identity[] = [
  {
    statement:
      "every minibatch of B of 6 listed: E ‖∇L_B - ∇L‖² = (N-B) / (B (N-1)) Tr Σ̂",
    cases: (measured) => {
      const example = measured(SUBSETS.id, "example_covariance");
      return SUBSET_SIZES.map((batchSize) => ({
        at: `B=${batchSize}`,
        value: measured(SUBSETS.id, subsetMetric(batchSize)),
        expected: subsetMultiple(batchSize) * example,
        // Weights 1/B in single precision do not quite sum to 1.
        bound: 2 ** -22 * example,
      }));
    },
  },
  {
    statement: "each covariance matrix is Σ̂ times the ratio of their traces",
    cases: (measured) => [{
      at: SUBSETS.id,
      value: measured(SUBSETS.id, "largest_shape_error"),
      expected: 0,
      bound: DOUBLE,
    }],
  },
  {
    statement: "minibatches are unbiased: ‖E ∇L_B - ∇L‖ / ‖∇L‖ = 0",
    cases: (measured) => [{
      at: SUBSETS.id,
      value: measured(SUBSETS.id, "largest_mean_error"),
      expected: 0,
      // As above.
      bound: 2 ** -22,
    }],
  },
];
