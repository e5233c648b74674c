/**
 * The cells of `exact_study.ts` that measure covariances, with what the
 * measured covariance may differ by from the exact one.
 *
 * @module
 */
import type { Identity, Measured } from "../exact/identities.ts";
import { DOUBLE } from "../exact/rounding.ts";
import type { Margin } from "../suite.ts";
import {
  ENUMERATION,
  metricAt,
  populationCell,
  POPULATIONS,
  REAL_GRADIENTS,
  samplingSettings,
} from "./exact_study.ts";

/** How noise is enhanced. */
export type Scheme = "independent" | "disjoint" | "naive";

/** A cell that measures covariances. */
export interface CovarianceCell {
  readonly cell: string;
  /** N */
  readonly examples: number;
  /** B */
  readonly batchSize: number;
  /** The α of each scheme. */
  readonly alphas: Readonly<Record<Scheme, readonly number[]>>;
  /** Largest error of a covariance that is explained, as a fraction of it. */
  relativeError(measured: Measured): number;
}

/**
 * Weights in single precision: 2^-24 each, twice that for their squares, and
 * at most as much again for the square of their sum.
 */
const WEIGHT_ROUNDING = 2 ** -22;

/** Every draw listed; weights exact in single precision. */
export const ENUMERATED: readonly CovarianceCell[] = [
  {
    cell: "enumeration",
    settings: ENUMERATION,
    examples: ENUMERATION.gradients.length,
  },
  {
    cell: "real-gradients",
    settings: REAL_GRADIENTS,
    examples: REAL_GRADIENTS.examples,
  },
].map(({ cell, settings: { batchSize, alphas }, examples }) => ({
  cell,
  examples,
  batchSize,
  alphas: { independent: alphas, disjoint: alphas, naive: alphas },
  relativeError: () => DOUBLE,
}));

/** Every draw, by the distribution of its ones. */
export const POPULATION_CELLS: readonly CovarianceCell[] = POPULATIONS.map(
  ({ examples, batchSize, alphas }) => ({
    cell: populationCell({ examples, batchSize }),
    examples,
    batchSize,
    alphas: { independent: alphas, disjoint: alphas, naive: [] },
    relativeError: () => WEIGHT_ROUNDING,
  }),
);

// Only the number of draws depends on the tier, and it is measured.
const { examples, batchSize, alphas, disjointAlphas } = samplingSettings(
  "smoke",
);

/** Drawn as training draws them; 5 standard errors of a sampled trace. */
export const SAMPLED: CovarianceCell = {
  cell: "sampling",
  examples,
  batchSize,
  alphas: { independent: alphas, disjoint: disjointAlphas, naive: [] },
  relativeError: (measured) =>
    5 * Math.sqrt(
      2 / (measured("sampling", "draws") *
        measured("sampling", "effective_rank")),
    ),
};

/**
 * That for each α of a scheme the covariance is `factor` times that of plain
 * SGD, or of one example (Σ̂), in each cell.
 */
export function covarianceIdentity(
  statement: string,
  { scheme, cells, of, factor }: {
    scheme: Scheme;
    cells: readonly CovarianceCell[];
    of: "plain_covariance" | "example_covariance";
    factor: (alpha: number, cell: CovarianceCell) => number;
  },
): Identity {
  return {
    statement,
    cases: (measured) =>
      cells.flatMap((cell) =>
        cell.alphas[scheme].map((alpha) => {
          const expected = factor(alpha, cell) * measured(cell.cell, of);
          return {
            at: `${cell.cell}, α=${alpha}`,
            value: measured(cell.cell, metricAt(`${scheme}_covariance`, alpha)),
            expected,
            bound: cell.relativeError(measured) * expected,
          };
        })
      ),
  };
}

/**
 * Covariances to print and compare, of those that most cells have. Other
 * engines round the gradients, in single precision, differently.
 */
export const COVARIANCE_MARGINS: Readonly<Record<string, Margin>> = Object
  .fromEntries(
    [
      "example_covariance",
      "plain_covariance",
      metricAt("independent_covariance", 1.5),
      metricAt("independent_covariance", 3),
      metricAt("disjoint_covariance", 3),
    ].map((name) => [name, { relative: 1e-4 }]),
  );
