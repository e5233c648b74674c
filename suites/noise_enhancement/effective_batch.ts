import {
  covarianceFactor,
  effectiveBatchSize,
} from "../../methods/noise_enhancement.ts";
import { exactClaim } from "../exact/claim.ts";
import type { Identity } from "../exact/identities.ts";
import { DOUBLE } from "../exact/rounding.ts";
import { MATRICES } from "./covariance.ts";
import { plainMultiple, weightedMultiple } from "./covariance_law.ts";
import {
  COVARIANCE_MARGINS,
  type CovarianceCell,
  covarianceIdentity,
  ENUMERATED,
  POPULATION_CELLS,
  SAMPLED,
} from "./exact_cells.ts";
import { effectiveBatchFigure } from "./exact_figures.ts";
import {
  ALPHAS_OF_WHOLE_BATCHES,
  exactStudy,
  metricAt,
  plainBatchMetric,
  REAL_GRADIENTS,
  weightedMetric,
} from "./exact_study.ts";

/** N and B of the paper's large-batch experiments. */
const PAPER_SIZE = POPULATION_CELLS.at(-1)!;
const EXACT_CELLS = [...ENUMERATED, ...POPULATION_CELLS];
const CELLS = [...EXACT_CELLS, SAMPLED].map(({ cell }) => cell);

/** The multiple of Σ̂ that Eq. 4 says for plain SGD at B_eff. */
function multipleAtEffectiveBatch(
  alpha: number,
  { examples, batchSize }: CovarianceCell,
): number {
  return plainMultiple({
    examples,
    batchSize: effectiveBatchSize(batchSize, alpha),
  });
}

/** That of independent minibatches: less by the fraction (f-1) B / (f N - B). */
function independentMultiple(alpha: number, cell: CovarianceCell): number {
  const { examples: N, batchSize: B } = cell;
  const f = covarianceFactor(alpha);
  const missing = (f - 1) * B / (f * N - B);
  return (1 - missing) * multipleAtEffectiveBatch(alpha, cell);
}

/** What Eq. 11 says: for which minibatches exactly, and for which in a limit. */
export const EFFECTIVE_BATCH_IDENTITIES: readonly Identity[] = [
  covarianceIdentity("disjoint minibatches have the Cov of Eq. 4 at B_eff", {
    scheme: "disjoint",
    cells: EXACT_CELLS,
    of: "example_covariance",
    factor: multipleAtEffectiveBatch,
  }),
  covarianceIdentity("disjoint minibatches, sampled as in training", {
    scheme: "disjoint",
    cells: [SAMPLED],
    of: "example_covariance",
    factor: multipleAtEffectiveBatch,
  }),
  {
    statement: "disjoint minibatches have the Cov of plain SGD at B_eff",
    cases: (measured) =>
      POPULATION_CELLS.flatMap((cell) =>
        ALPHAS_OF_WHOLE_BATCHES.map((alpha) => {
          const batchSize = effectiveBatchSize(cell.batchSize, alpha);
          const expected = measured(cell.cell, plainBatchMetric(batchSize));
          return {
            at: `${cell.cell}, α=${alpha}`,
            value: measured(cell.cell, metricAt("disjoint_covariance", alpha)),
            expected,
            bound: cell.relativeError(measured) * expected,
          };
        })
      ),
  },
  covarianceIdentity(
    "independent minibatches have that Cov less the fraction (f-1)B / (fN-B)",
    {
      scheme: "independent",
      cells: EXACT_CELLS,
      of: "example_covariance",
      factor: independentMultiple,
    },
  ),
  covarianceIdentity("independent minibatches, sampled as in training", {
    scheme: "independent",
    cells: [SAMPLED],
    of: "example_covariance",
    factor: independentMultiple,
  }),
  covarianceIdentity(
    "Eq. 11, N≫B: independent minibatches have the Cov of Eq. 4 at B_eff up to the fraction B/N",
    {
      scheme: "independent",
      cells: POPULATION_CELLS.map((cell) => ({
        ...cell,
        relativeError: () => cell.batchSize / cell.examples,
      })),
      of: "example_covariance",
      factor: multipleAtEffectiveBatch,
    },
  ),
  {
    statement:
      "at N=60,000, B=5,000, α=3, (N-1) Cov is 155 Σ̂ if disjoint, 143 Σ̂ if independent",
    cases: (measured) =>
      [
        { scheme: "disjoint", expected: 155 },
        { scheme: "independent", expected: 143 },
      ].map(({ scheme, expected }) => ({
        at: scheme,
        value: (PAPER_SIZE.examples - 1) *
          measured(PAPER_SIZE.cell, metricAt(`${scheme}_covariance`, 3)) /
          measured(PAPER_SIZE.cell, "example_covariance"),
        expected,
        bound: PAPER_SIZE.relativeError(measured) * expected,
      })),
  },
  {
    statement:
      "weights w of distinct examples, Σw = 1: Cov = N/(N-1) (Σw² - 1/N) Σ̂",
    cases: (measured) =>
      REAL_GRADIENTS.weightings.map((weights, index) => {
        const expected = weightedMultiple(weights, REAL_GRADIENTS) *
          measured("real-gradients", "example_covariance");
        return {
          at: `w = ${weights.join(", ")}`,
          value: measured("real-gradients", weightedMetric(index)),
          expected,
          bound: DOUBLE * expected,
        };
      }),
  },
  MATRICES,
];

/** Eq. 11: the covariance is that of plain SGD at B / (α² + (1-α)²). */
export const effectiveBatch = exactClaim({
  id: "ne-effective-batch",
  title: "The effective batch size of noise enhancement",
  statement:
    "For N≫B the noise of noise enhancement has the covariance of plain SGD at the batch size B_eff = B/f, f = α² + (1-α)²: exactly if the two minibatches are disjoint, up to a fraction below B/N if they are independent and α > 1.",
  source: "Noise enhancement, Eq. 11",
  contradictedBy:
    "a covariance of disjoint minibatches that differs from Eq. 4 at B_eff beyond rounding, or one of independent minibatches that does so by more than the fraction B/N",
  study: exactStudy,
  identities: EFFECTIVE_BATCH_IDENTITIES,
  cells: CELLS,
  margins: COVARIANCE_MARGINS,
  figures: [effectiveBatchFigure],
});
