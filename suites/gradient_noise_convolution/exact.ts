import { exactClaim } from "../exact/claim.ts";
import type { Identity } from "../exact/identities.ts";
import { caseAtLeast, metricsVanish } from "../exact/metric_cases.ts";
import { SINGLE } from "../exact/rounding.ts";
import { SUBSET_IDENTITIES } from "../exact/subsets.ts";
import { exactStudy, RANDOM_NOISE, randomNoiseCell } from "./exact_study.ts";
import {
  COVARIANCE_IDENTITIES,
  DISPLACED,
  POINT_IDENTITIES,
} from "./point_identities.ts";
import { TABLE_IDENTITIES } from "./table_identities.ts";

/** Algorithm 1 where it has nothing to convolve with. */
const WITHOUT_NOISE_IDENTITIES: readonly Identity[] = [
  metricsVanish(
    "α = 0, and M = 1, are data-parallel SGD, and that is plain SGD, bit for bit: parameters that differ",
    {
      cell: "without-noise",
      metrics: [
        ...["data_parallel", "gnc_alpha_0", "rnc_alpha_0", "gnc_one_worker"],
      ],
      bound: 0,
    },
  ),
  {
    statement: "the least noise is not",
    cases: (measured) =>
      ["gnc", "rnc"].map((method) =>
        caseAtLeast(1, {
          at: method,
          value: measured("without-noise", `${method}_least_noise`),
        })
      ),
  },
];

/** Sections 2.1 and 2.2: what is smoothed. */
const SMOOTHING_IDENTITIES: readonly Identity[] = [
  metricsVanish(
    "Eq. 1: ŷ_{t+1} = ŷ_t - η ω̂_t - η ∇f(D; ŷ_t - η ω̂_t) along SGD",
    { cell: "iterations", metrics: ["smoothing_error"], bound: SINGLE },
  ),
  metricsVanish("the noise of an epoch's minibatches has mean zero", {
    cell: "iterations",
    metrics: ["noise_mean"],
    bound: SINGLE,
  }),
  metricsVanish(
    "workers' losses with one Hessian: GNC goes where data-parallel SGD goes",
    {
      cell: "polynomials",
      metrics: ["quadratic_error", "quadratic_unscaled_error"],
      bound: SINGLE,
    },
  ),
  metricsVanish(
    "on a quadratic loss the workers' mean of f(x_i) - f(x) is ½ (α η)² Tr(A Σ)",
    {
      cell: "polynomials",
      metrics: ["smoothed_loss_error"],
      bound: DISPLACED,
    },
  ),
  metricsVanish(
    "on a cubic loss the mean gradient is shifted by ½ (α η)² ∇ Tr(H Σ)",
    {
      cell: "polynomials",
      metrics: ["smoothed_gradient_error"],
      bound: DISPLACED,
    },
  ),
];

/** Sections 2 and 3.2, appendix A.2: every exact statement, and the tables. */
export const exact = exactClaim({
  id: "gnc-exact",
  title: "Exact checks of gradient noise convolution",
  statement:
    "The identities behind gradient noise convolution hold: deviations sum to 0, points lie where Eqs. 5 and 6 say, without noise it is SGD bit for bit, losses are smoothed by their curvature along the noise, and Table 2 follows from Table 6.",
  source: "Gradient noise convolution, sections 2 and 3.2, A.2, Tables 2 and 6",
  contradictedBy:
    "any deviation beyond rounding, or beyond 6 standard deviations where noise is drawn",
  study: exactStudy,
  identities: [
    ...POINT_IDENTITIES,
    ...WITHOUT_NOISE_IDENTITIES,
    ...SMOOTHING_IDENTITIES,
    ...COVARIANCE_IDENTITIES,
    ...SUBSET_IDENTITIES,
    ...TABLE_IDENTITIES,
  ],
  margins: {
    shortest: { absolute: DISPLACED },
    longest: { absolute: DISPLACED },
    gnc_ratio: { absolute: DISPLACED },
    example_covariance: { relative: 1e-4 },
    ...Object.fromEntries(
      RANDOM_NOISE.sizes.map((size) => [
        `condition_number_${randomNoiseCell(size)}`,
        { relative: 1e-3 },
      ]),
    ),
  },
});
