/**
 * Section 2.2, algorithm 1, section 3.2 and appendix A: workers' points, and the
 * covariance and scale of the noise that they are made of.
 *
 * @module
 */
import type { Identity } from "../exact/identities.ts";
import { metricsAre } from "../exact/metric_cases.ts";
import { SINGLE } from "../exact/rounding.ts";
import {
  POINTS,
  RANDOM_NOISE,
  randomNoiseCell,
  RESCALED,
} from "./exact_study.ts";

const [GNC, UNSCALED, RNC, RNC_UNSCALED] = POINTS.map(({ id }) => id) as [
  ...[string, string, string, string],
];

/**
 * Displacements are differences of parameters, whose rounding, 2^-24, is up to
 * a hundred times as large beside them.
 */
export const DISPLACED = 2 ** -16;

/** That metrics of several cells have one value. */
function inCells(
  statement: string,
  { cells, metrics, expected, bound }: {
    cells: readonly string[];
    metrics: readonly string[];
    expected: number;
    bound: number;
  },
): Identity {
  return {
    statement,
    cases: (measured) =>
      cells.flatMap((cell) =>
        metrics.map((metric) => ({
          at: `${cell}, ${metric}`,
          value: measured(cell, metric),
          ...{ expected, bound },
        }))
      ),
  };
}

/** Section 2.2, algorithm 1, appendix A: steps with points of workers. */
export const POINT_IDENTITIES: readonly Identity[] = [
  inCells("Eq. 4: ω_i is g_i - ḡ of the step before, 0 in the first", {
    cells: [GNC, UNSCALED],
    metrics: ["deviation_error"],
    ...{ expected: 0, bound: SINGLE },
  }),
  inCells("Σ_i ω_i = 0: ‖Σ ω_i‖ / Σ ‖ω_i‖", {
    cells: [GNC, UNSCALED],
    metrics: ["deviation_sum"],
    ...{ expected: 0, bound: SINGLE },
  }),
  inCells("the mean of the workers' points is x", {
    cells: [GNC, UNSCALED],
    metrics: ["mean_displacement"],
    ...{ expected: 0, bound: DISPLACED },
  }),
  inCells(
    "x_i = x - α η ω_i, and with filter-wise scaling x - α η ‖x^(p)‖ ω_i^(p) (Eq. 6), with the present η",
    {
      cells: [GNC, UNSCALED],
      metrics: ["point_error"],
      ...{ expected: 0, bound: DISPLACED },
    },
  ),
  inCells(
    "a filter is displaced by α η ‖ω^(p)‖, filter-wise by α η ‖x^(p)‖ ‖ω^(p)‖ (Eq. 6)",
    {
      cells: [GNC, UNSCALED],
      metrics: ["shortest", "longest"],
      ...{ expected: 1, bound: DISPLACED },
    },
  ),
  inCells("a filter is displaced by α η ‖x^(p)‖ (Eq. 5)", {
    cells: [RNC],
    metrics: ["shortest", "longest"],
    ...{ expected: 1, bound: DISPLACED },
  }),
  {
    statement: "random noise is from the cube [-1, 1]^l",
    cases: (measured) =>
      (["smallest", "largest"] as const).map((which) => {
        const value = Math.abs(measured(RNC_UNSCALED, `${which}_component`));
        return {
          at: `${which} component`,
          value,
          // The largest of some 2,000 is within 1 % of the face.
          expected: 0.995,
          bound: 0.005 + DISPLACED,
        };
      }),
  },
  {
    statement:
      "random noise is another one for each worker and step: |cosine| below 6/√l",
    cases: (measured) =>
      [RNC, RNC_UNSCALED].map((cell) => ({
        at: cell,
        value: measured(cell, "largest_cosine"),
        expected: 0,
        bound: 6 / Math.sqrt(measured(cell, "parameters")),
      })),
  },
  inCells(
    "x is updated by the mean of the gradients at the workers' points (Eq. 3), v ← m v - η ḡ",
    {
      cells: [GNC, UNSCALED, RNC, RNC_UNSCALED],
      metrics: ["update_error"],
      ...{ expected: 0, bound: SINGLE },
    },
  ),
  inCells("workers' shares of an epoch's batches have each example once", {
    cells: [GNC, UNSCALED, RNC, RNC_UNSCALED],
    metrics: ["examples_missed"],
    ...{ expected: 0, bound: 0 },
  }),
];

/** Section 3.2 and appendix A.2: the noise's covariance and its scale. */
export const COVARIANCE_IDENTITIES: readonly Identity[] = [
  inCells(
    "M deviations have a covariance of rank M - 1, trace (1/M) Σ ‖ω_i‖², and the eigenvalues of their inner products",
    {
      cells: [GNC, UNSCALED],
      metrics: ["spectrum_error", "smallest_eigenvalue", "trace_error"],
      ...{ expected: 0, bound: SINGLE },
    },
  ),
  {
    statement:
      "random noise of M workers has the κ that was simulated, slightly below ((1+√y) / (1-√y))², y = M/l",
    cases: (measured) =>
      RANDOM_NOISE.sizes.map((size) => ({
        at: `M=${size.workers} l=${size.coordinates}`,
        value: measured(
          "random-noise",
          `condition_number_${randomNoiseCell(size)}`,
        ),
        expected: size.conditionNumber,
        // Of one draw from the mean of five.
        bound: 0.1 * size.conditionNumber,
      })),
  },
  {
    statement:
      "random noise does not sum to 0: M ‖mean displacement‖² is (α η ‖x‖)² in the mean",
    cases: (measured) =>
      RANDOM_NOISE.sizes.map((size) => ({
        at: `M=${size.workers} l=${size.coordinates}`,
        value: measured("random-noise", `mean_square_${randomNoiseCell(size)}`),
        expected: 1,
        // Six standard deviations √(2/l) of a mean over pairs of directions.
        bound: 6 * Math.sqrt(2 / size.coordinates),
      })),
  },
  metricsAre(
    "a filter that is normalised, times c: the relative displacement of Eq. 5 stays, that of Eq. 6 is divided by c",
    {
      cell: "rescaled",
      metrics: { rnc_ratio: 1, gnc_ratio: 1 / RESCALED.factor },
      // The ε of normalisation, 1e-5, beside variances of 100 and more.
      relative: DISPLACED,
    },
  ),
];
