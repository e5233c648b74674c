import { covarianceFactor } from "../../methods/noise_enhancement.ts";
import { exactClaim } from "../exact/claim.ts";
import type { Identity } from "../exact/identities.ts";
import { DOUBLE, SINGLE } from "../exact/rounding.ts";
import { squaredLengthBound } from "../exact/squared_length_bound.ts";
import { plainMultiple } from "./covariance_law.ts";
import {
  COVARIANCE_MARGINS,
  type CovarianceCell,
  covarianceIdentity,
  ENUMERATED,
  SAMPLED,
} from "./exact_cells.ts";
import { covarianceFigure } from "./exact_figures.ts";
import { ENUMERATION, exactStudy } from "./exact_study.ts";

const CELLS = [...ENUMERATED, SAMPLED].map(({ cell }) => cell);

/** Eq. 4 in each of the cells. */
function plainIdentity(
  statement: string,
  cells: readonly CovarianceCell[],
): Identity {
  return {
    statement,
    cases: (measured) =>
      cells.map((sizes) => {
        const { cell } = sizes;
        const expected = plainMultiple(sizes) *
          measured(cell, "example_covariance");
        return {
          at: cell,
          value: measured(cell, "plain_covariance"),
          expected,
          bound: sizes.relativeError(measured) * expected,
        };
      }),
  };
}

/** Covariance matrices, not only their traces, are multiples of Σ̂. */
export const MATRICES: Identity = {
  statement: "each covariance matrix is Σ̂ times the ratio of their traces",
  cases: (measured) => [{
    at: "real-gradients",
    value: measured("real-gradients", "largest_shape_error"),
    expected: 0,
    bound: DOUBLE,
  }],
};

/** What Eqs. 4, 5 and 7–10 say of the noise's mean and covariance. */
export const COVARIANCE_IDENTITIES: readonly Identity[] = [
  {
    statement: "Σ̂ of the gradients 1, 4, -2, 7, 0, 5 is 115/12",
    cases: (measured) => [{
      at: "enumeration",
      value: measured("enumeration", "example_covariance"),
      expected: 115 / 12,
      bound: DOUBLE * 115 / 12,
    }],
  },
  plainIdentity("Eq. 4: plain SGD has Cov = (1/B) (N-B)/(N-1) Σ̂", ENUMERATED),
  plainIdentity("Eq. 4, sampled as in training", [SAMPLED]),
  covarianceIdentity("Eq. 5: the naive form has α² times plain SGD's Cov", {
    scheme: "naive",
    cells: ENUMERATED,
    of: "plain_covariance",
    factor: (alpha) => alpha ** 2,
  }),
  covarianceIdentity(
    "Eq. 10: noise enhancement has α²+(1-α)² times plain SGD's Cov",
    {
      scheme: "independent",
      cells: ENUMERATED,
      of: "plain_covariance",
      factor: covarianceFactor,
    },
  ),
  covarianceIdentity("Eq. 10, sampled as in training", {
    scheme: "independent",
    cells: [SAMPLED],
    of: "plain_covariance",
    factor: covarianceFactor,
  }),
  MATRICES,
  {
    statement: "the noise has mean zero: ‖E ĝ - ∇L‖ / ‖∇L‖ = 0",
    cases: (measured) =>
      ENUMERATED.map(({ cell }) => ({
        at: cell,
        value: measured(cell, "largest_mean_error"),
        expected: 0,
        bound: DOUBLE,
      })),
  },
  {
    statement:
      "the noise has mean zero, sampled as in training: n ‖mean‖² / Tr Cov = 1 for n draws",
    cases: (measured) => [{
      at: SAMPLED.cell,
      value: measured(SAMPLED.cell, "largest_mean_deviation"),
      expected: 1,
      bound: squaredLengthBound(measured(SAMPLED.cell, "effective_rank")) - 1,
    }],
  },
  {
    statement: "α and 1-α give the same distribution",
    cases: (measured) => [{
      at: "enumeration",
      value: measured("enumeration", "mirror_difference"),
      expected: 0,
      bound: DOUBLE * Math.max(...ENUMERATION.gradients),
    }],
  },
  {
    statement: "B = N has no noise at any α: ‖ĝ - ∇L‖ / ‖∇L‖ = 0",
    cases: (measured) => [{
      at: SAMPLED.cell,
      value: measured(SAMPLED.cell, "largest_full_batch_noise"),
      expected: 0,
      bound: SINGLE,
    }],
  },
];

/** Eq. 10: the covariance of the noise is multiplied by α² + (1-α)². */
export const covariance = exactClaim({
  id: "ne-covariance",
  title: "The covariance law of noise enhancement",
  statement:
    "Noise enhancement multiplies the covariance of the SGD noise by exactly α² + (1-α)² and leaves its mean zero.",
  source: "Noise enhancement, Eq. 10",
  contradictedBy:
    "any deviation beyond rounding where every draw is enumerated, or beyond 5 standard errors where draws are sampled",
  study: exactStudy,
  identities: COVARIANCE_IDENTITIES,
  cells: CELLS,
  margins: COVARIANCE_MARGINS,
  figures: [covarianceFigure],
});
