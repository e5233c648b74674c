import { covarianceFactor } from "../../methods/noise_enhancement.ts";
import { exactClaim } from "../exact/claim.ts";
import type { Identity } from "../exact/identities.ts";
import { SINGLE } from "../exact/rounding.ts";
import { COVARIANCE_IDENTITIES } from "./covariance.ts";
import { EFFECTIVE_BATCH_IDENTITIES } from "./effective_batch.ts";
import { COVARIANCE_MARGINS } from "./exact_cells.ts";
import { countMetric, CUMULANTS, exactStudy, metricAt } from "./exact_study.ts";

type Condition = typeof CUMULANTS.conditions[number];

/** That a metric is [α^r + (1-α)^r] / divisor, r the order of a cumulant. */
function cumulantIdentity(
  statement: string,
  { metric, order, divisor }: {
    metric: string;
    order: number;
    divisor: (condition: Condition) => number;
  },
): Identity {
  return {
    statement,
    cases: (measured) =>
      CUMULANTS.conditions.map((condition) => {
        const { alpha } = condition;
        const first = alpha ** order / divisor(condition);
        const second = (1 - alpha) ** order / divisor(condition);
        return {
          at: `α=${alpha}`,
          value: measured("cumulants", metricAt(metric, alpha)),
          expected: first + second,
          // Weights in single precision, 2^-24 each: `order` of them are
          // factors of the cumulant, as many of what it is divided by.
          bound: 2 * order * 2 ** -24 * (Math.abs(first) + Math.abs(second)),
        };
      }),
  };
}

/** f */
const factorOf = ({ alpha }: Condition) => covarianceFactor(alpha);

/** Cumulants of independent examples: why equal covariance is not all. */
const CUMULANT_IDENTITIES: readonly Identity[] = [
  cumulantIdentity("κ₃ is that of one example times [α³+(1-α)³]/B²", {
    metric: "third_cumulant_ratio",
    order: 3,
    divisor: ({ batchSize }) => batchSize ** 2,
  }),
  cumulantIdentity("κ₄ is that of one example times [α⁴+(1-α)⁴]/B³", {
    metric: "fourth_cumulant_ratio",
    order: 4,
    divisor: ({ batchSize }) => batchSize ** 3,
  }),
  cumulantIdentity(
    "skewness is that of plain SGD at B_eff times [α³-(α-1)³]/f²",
    {
      metric: "skewness_ratio",
      order: 3,
      divisor: (condition) => factorOf(condition) ** 2,
    },
  ),
  cumulantIdentity(
    "excess kurtosis is that of plain SGD at B_eff times [α⁴+(α-1)⁴]/f³",
    {
      metric: "kurtosis_ratio",
      order: 4,
      divisor: (condition) => factorOf(condition) ** 3,
    },
  ),
];

/** An identity that says two gradient estimates of a network agree. */
function agreement(
  statement: string,
  { cell = "equivalence", metric, bound }: {
    cell?: string;
    metric: string;
    bound: number;
  },
): Identity {
  return {
    statement,
    cases: (measured) => [
      { at: cell, value: measured(cell, metric), expected: 0, bound },
    ],
  };
}

const EQUIVALENCE_IDENTITIES: readonly Identity[] = [
  agreement(
    "one pass over both minibatches is α ∇L_B + (1-α) ∇L_B' of two: relative difference",
    { metric: "two_pass_difference", bound: SINGLE },
  ),
  agreement("with ghost batches, of which none has examples of both, too", {
    cell: "ghost-batches",
    ...{ metric: "two_pass_difference", bound: SINGLE },
  }),
  agreement(
    "1-α with the minibatches swapped is the same: relative difference",
    {
      metric: "swapped_difference",
      bound: SINGLE,
    },
  ),
  agreement("α = 1 is plain SGD, bit for bit", {
    metric: "plain_difference",
    bound: 0,
  }),
  {
    statement:
      "F1 has 1,900,510 parameters, 140,110 with 100 units a layer and 55,060 with 50",
    cases: (measured) =>
      [[500, 1_900_510], [100, 140_110], [50, 55_060]].map((
        [width, expected],
      ) => ({
        at: `width ${width}`,
        value: measured("equivalence", countMetric(width!)),
        expected: expected!,
        bound: 0,
      })),
  },
];

/** Section 2: every exact statement on the noise, and what follows from it. */
export const exact = exactClaim({
  id: "ne-exact",
  title: "Exact checks of noise enhancement",
  statement:
    "The identities behind noise enhancement hold: mean, covariance, effective batch size, cumulants, and one pass over both minibatches for two.",
  source: "Noise enhancement, section 2",
  contradictedBy:
    "any deviation beyond rounding, or beyond 5 standard errors where draws are sampled",
  study: exactStudy,
  identities: [
    ...new Set([
      ...COVARIANCE_IDENTITIES,
      ...EFFECTIVE_BATCH_IDENTITIES,
      ...CUMULANT_IDENTITIES,
      ...EQUIVALENCE_IDENTITIES,
    ]),
  ],
  margins: {
    ...COVARIANCE_MARGINS,
    [metricAt("skewness_ratio", 3)]: { relative: 1e-6 },
    [metricAt("kurtosis_ratio", 3)]: { relative: 1e-6 },
    [countMetric(500)]: { absolute: 0 },
  },
});
