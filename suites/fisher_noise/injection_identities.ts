/**
 * Section 2: what the noise of each method is, and that a step's gradient
 * estimate contains it.
 *
 * @module
 */
import type { Case, Identity } from "../exact/identities.ts";
import {
  caseAtMost,
  metricsAre,
  metricsVanish,
  ofCell,
} from "../exact/metric_cases.ts";
import { DOUBLE, SINGLE } from "../exact/rounding.ts";
import { squaredLengthBound } from "../exact/squared_length_bound.ts";
import { subsetMetric, SUBSETS, SUBSETS_SETTINGS } from "../exact/subsets.ts";
import { INJECTED, scaleMetric, WEIGHTS } from "./exact_study.ts";

/**
 * The factorisations of K-FAC add 8e-6 of a factor's largest entry to its
 * diagonal, which may have four times the factor's norm.
 */
export const FACTORISED = 5e-5;

/** Largest of three expected squared errors of a sampled covariance. */
const MOST_SQUARED_ERROR = 3;

const DRAWN = [
  ...["full", "multiplicative", "true_fisher"],
  ...["diagonal", "trace", "kfac", "isotropic"],
];
const WEIGHTED = ["full", "multiplicative", "true_fisher"];

/** That noise drawn by some methods fits its covariance. */
function drawnIdentities(
  which: string,
  { cell, methods }: { cell: string; methods: readonly string[] },
): Identity[] {
  return [
    {
      statement:
        `${which} has the covariance it should: ‖K̂ - K‖² below 3 times its mean (‖K‖² + (Tr K)²) / S of S draws`,
      cases: (measured) =>
        methods.map((name) =>
          caseAtMost(MOST_SQUARED_ERROR, {
            at: name,
            value: measured(cell, `${name}_covariance_ratio`),
          })
        ),
    },
    {
      statement: `${which} has mean zero: S ‖mean‖² / Tr K = 1`,
      cases: (measured) =>
        methods.map((name): Case => ({
          at: name,
          value: measured(cell, `${name}_mean_ratio`),
          expected: 1,
          bound: squaredLengthBound(
            measured(cell, `${name}_effective_rank`),
          ) - 1,
        })),
    },
  ];
}

/** Eqs. 5 and 6, the trace regime, K-FAC and isotropic noise. */
export const INJECTION_IDENTITIES: readonly Identity[] = [
  {
    statement:
      "C Cᵀ is c² diag(F) (Eq. 6), c² (Tr F / d) I, c² A ⊗ S and σ² I, column by column: ‖C Cᵀ - K‖ / ‖K‖",
    cases: (measured) =>
      INJECTED.flatMap(({ id, settings: { methods } }) =>
        [...methods, "diagonal_of_few"].map((method) => ({
          at: `${id}, ${method}`,
          value: measured(id, `${method}_error`),
          expected: 0,
          bound: method === "kfac" ? FACTORISED : SINGLE,
        }))
      ),
  },
  {
    statement: "without random numbers it is the gradient, to the bit",
    cases: (measured) =>
      INJECTED.flatMap(({ id, settings: { methods } }) =>
        methods.map((method) => ({
          at: `${id}, ${method}`,
          value: measured(id, `${method}_still_error`),
          ...{ expected: 0, bound: 0 },
        }))
      ),
  },
  {
    statement:
      "diagonal and trace noise have the same variance in all, c² Tr F",
    cases: (measured) =>
      INJECTED.flatMap(({ id }) => {
        const expected = measured(id, "scaled_fisher_trace");
        return ["diagonal", "trace"].map((method) => ({
          at: `${id}, ${method}`,
          value: measured(id, `${method}_trace`),
          ...{ expected, bound: SINGLE * expected },
        }));
      }),
  },
  {
    statement: "example weights w give Σ w_i g_i",
    cases: (measured) =>
      INJECTED.flatMap(({ id }) =>
        ["full", "multiplicative"].map((method) => ({
          at: `${id}, ${method}`,
          value: measured(id, `${method}_estimate_error`),
          ...{ expected: 0, bound: SINGLE },
        }))
      ),
  },
  {
    statement:
      "‖F‖ from inner products of gradients is ‖F‖, and ‖(Tr F / d) I‖ ≤ ‖diag F‖ ≤ ‖F‖ (Frobenius)",
    cases: (measured) =>
      INJECTED.flatMap(({ id }) => {
        const metric = ofCell(measured, id);
        const full = metric("fisher_norm");
        return [
          {
            at: `${id}, from inner products`,
            value: metric("fisher_norm_of_products"),
            ...{ expected: full, bound: SINGLE * full },
          },
          caseAtMost(full, {
            ...{ at: `${id}, diagonal`, value: metric("diagonal_norm") },
          }),
          caseAtMost(metric("diagonal_norm"), {
            ...{ at: `${id}, isotropic`, value: metric("isotropic_norm") },
          }),
        ];
      }),
  },
  ...drawnIdentities("the noise of drawn weights, n = Σ (w_i - 1/m) g_i,", {
    ...{ cell: "weights", methods: WEIGHTED },
  }),
  metricsVanish(
    "multiplicative noise with σ² = (M_L - M_S) / M_S is full-Fisher noise, weight by weight",
    { cell: "weights", metrics: ["multiplicative_difference"], bound: SINGLE },
  ),
  ...drawnIdentities("noise drawn as in training", {
    ...{ cell: "draws", methods: DRAWN },
  }),
  metricsVanish(
    "the optimizer is given the noise: x ← x - η v, v ← m v + g + noise",
    {
      cell: "steps",
      metrics: ["sgd", ...DRAWN].map((method) => `${method}_error`),
      bound: SINGLE,
    },
  ),
];

/** Eq. 3 and its difference between two batch sizes; F and Σ̂. */
export const SCALE_IDENTITIES: readonly Identity[] = [
  metricsAre("c² = (M_L - M_S) / (M_L M_S)", {
    cell: "weights",
    metrics: Object.fromEntries(WEIGHTS.scales.map((batches) => [
      scaleMetric(batches),
      (batches.largeBatch - batches.smallBatch) /
      (batches.largeBatch * batches.smallBatch),
    ])),
    relative: DOUBLE,
  }),
  {
    statement:
      "it restores what a small batch has more: Cov(∇L_S) - Cov(∇L_L) = N/(N-1) c² Σ̂",
    cases: (measured) => {
      const { examples: N } = SUBSETS_SETTINGS;
      const example = measured(SUBSETS.id, "example_covariance");
      const covariance = (batchSize: number) =>
        measured(SUBSETS.id, subsetMetric(batchSize));
      return WEIGHTS.scales
        .filter(({ smallBatch, largeBatch }) =>
          smallBatch < largeBatch && largeBatch <= N
        )
        .map(({ smallBatch, largeBatch }) => ({
          at: `M_S=${smallBatch} M_L=${largeBatch}`,
          value: covariance(smallBatch) - covariance(largeBatch),
          expected: N / (N - 1) * example *
            measured("weights", scaleMetric({ smallBatch, largeBatch })),
          // Weights in single precision.
          bound: 2 ** -22 * example,
        }));
    },
  },
  metricsVanish("F = Σ̂ + ∇L ∇Lᵀ: ‖F - Σ̂ - ∇L ∇Lᵀ‖ / ‖F‖", {
    ...{ cell: SUBSETS.id, metrics: ["fisher_error"], bound: DOUBLE },
  }),
];
