/**
 * Section 4: gradient descent on ½ θᵀ A θ with constant noise.
 *
 * @module
 */
import type { Case, Identity, Measured } from "../exact/identities.ts";
import { caseAtMost, metricsAre, ofCell } from "../exact/metric_cases.ts";
import { DOUBLE, SINGLE } from "../exact/rounding.ts";
import { QUADRATICS } from "./exact_study.ts";
import { FACTORISED } from "./injection_identities.ts";
import type { NoiseShape } from "./quadratic_run.ts";

const SHAPES: readonly NoiseShape[] = ["full", "diagonal", "trace"];

/** The quadratic whose numbers the claims list. */
const OWN = QUADRATICS[0]!.id;

/** An identity with cases for each quadratic. */
function onQuadratics(
  statement: string,
  casesOf: (metric: ReturnType<typeof ofCell>, cell: string) => readonly Case[],
): Identity {
  return {
    statement,
    cases: (measured: Measured) =>
      QUADRATICS.flatMap(({ id }) => casesOf(ofCell(measured, id), id)),
  };
}

/** A case in which a metric has a value, with the rounding of its shape. */
function equal(
  cell: string,
  { metric, name, expected, relative }: {
    metric: ReturnType<typeof ofCell>;
    name: string;
    expected: number;
    relative: number;
  },
): Case {
  return {
    at: `${cell}, ${name}`,
    value: metric(name),
    ...{ expected, bound: relative * Math.abs(expected) },
  };
}

/** Theorem 4.1, and what Table 1 and Eq. 7 make of it. */
export const THEOREM_IDENTITIES: readonly Identity[] = [
  onQuadratics(
    "the rates are 2 / ((k+γ) λ_min), γ = 2 λ_max / λ_min, the first at most 1 / λ_max",
    (metric, cell) => [
      {
        at: `${cell}, largest relative error`,
        value: metric("schedule_error"),
        ...{ expected: 0, bound: DOUBLE },
      },
      caseAtMost(1 + DOUBLE, {
        ...{ at: `${cell}, first`, value: metric("first_rate") },
      }),
    ],
  ),
  onQuadratics(
    "an update is θ ← (I - α A) θ - α n, the noise inside",
    (metric, cell) => [{
      at: cell,
      value: metric("update_error"),
      ...{ expected: 0, bound: 2 ** -22 },
    }],
  ),
  onQuadratics(
    "Tr(Cᵀ A C) is ‖A‖² for C = √A, ‖diag A‖² for √diag(A), (Tr A)² / d for the isotropic one",
    (metric, cell) => {
      const size = QUADRATICS.find(({ id }) => id === cell)!.settings.start
        .length;
      return [
        equal(cell, {
          ...{ metric, name: "full_curvature", relative: FACTORISED },
          expected: metric("squared_norm"),
        }),
        equal(cell, {
          ...{ metric, name: "diagonal_curvature", relative: SINGLE },
          expected: metric("squared_diagonal_norm"),
        }),
        equal(cell, {
          ...{ metric, name: "trace_curvature", relative: SINGLE },
          expected: metric("hessian_trace") ** 2 / size,
        }),
      ];
    },
  ),
  onQuadratics(
    "Eq. 7: E ‖C ξ‖² = Tr A for each of them",
    (metric, cell) =>
      SHAPES.map((shape) =>
        equal(cell, {
          ...{ metric, name: `${shape}_trace`, relative: FACTORISED },
          expected: metric("hessian_trace"),
        })
      ),
  ),
  onQuadratics(
    "E L(θ_k) ≤ ν / (k+γ) for every k up to 20,000, with the first step k = 0 or k = 1",
    (metric, cell) =>
      SHAPES.flatMap((shape) =>
        ["bound_ratio", "bound_ratio_from_1"].map((name) =>
          caseAtMost(1, {
            ...{ at: `${cell}, ${shape}`, value: metric(`${shape}_${name}`) },
          })
        )
      ),
  ),
];

/** What the losses are, beside what their bounds are. */
export const LOSS_IDENTITIES: readonly Identity[] = [
  {
    statement:
      "A = [[2, 0.6], [0.6, 0.5]], θ_0 = (1, 1): ν, and E L after 1, 10, 100 and 1,000 steps",
    cases: (measured) =>
      SHAPES.flatMap((shape) =>
        metricsAre("", {
          cell: OWN,
          metrics: Object.fromEntries(
            Object.entries(LISTED[shape])
              .map(([name, value]) => [`${shape}_${name}`, value]),
          ),
          // Half a digit of what is listed, or K-FAC's factorisation.
          ...{ relative: FACTORISED, absolute: 5e-7 },
        }).cases(measured)
      ),
  },
  onQuadratics(
    "at a constant rate E L ends at ½ Σ α n_i / (2 - α a_i)",
    (metric, cell) =>
      SHAPES.map((shape) =>
        equal(cell, {
          ...{ metric, name: `${shape}_constant`, relative: 1e-6 },
          expected: metric(`${shape}_stationary`),
        })
      ),
  ),
  onQuadratics(
    "at the theorem's rates k E L goes to ½ Σ n_i a_i β² / (2 β a_i - 1): 20,000 steps are near",
    (metric, cell) =>
      SHAPES.map((shape) =>
        equal(cell, {
          ...{ metric, name: `${shape}_scaled_loss` },
          // k / (k + γ), and the start, which is forgotten as k^-4.
          relative: 1.1 * metric("gamma") / 20_000,
          expected: metric(`${shape}_limit`),
        })
      ),
  ),
  onQuadratics(
    "one step, and the long run at a constant rate: E L with diagonal noise is at most that with full noise",
    (metric, cell) =>
      ["one_step", "stationary"].map((name) =>
        caseAtMost(metric(`full_${name}`), {
          ...{ at: `${cell}, ${name}`, value: metric(`diagonal_${name}`) },
        })
      ),
  ),
  onQuadratics(
    "the long run at the theorem's rates: E L with full noise is at most that with diagonal noise, whose bound is lower, and that at most 4/3 times as large",
    (metric, cell) => [
      caseAtMost(metric("diagonal_limit"), {
        ...{ at: `${cell}, full`, value: metric("full_limit") },
      }),
      caseAtMost(metric("full_bound"), {
        ...{ at: `${cell}, bounds`, value: metric("diagonal_bound") },
      }),
      caseAtMost(4 / 3 * metric("full_limit"), {
        ...{ at: `${cell}, diagonal`, value: metric("diagonal_limit") },
      }),
    ],
  ),
];

/** The claims' own table. */
const LISTED: Readonly<Record<NoiseShape, Readonly<Record<string, number>>>> = {
  full: {
    ...{ bound: 118.5756, limit: 4.613220, stationary: 0.0694730 },
    ...{ loss_1: 0.549609, loss_10: 0.260521 },
    ...{ loss_100: 0.042704, loss_1000: 0.004576 },
  },
  diagonal: {
    ...{ bound: 101.3976, limit: 4.807067, stationary: 0.0684463 },
    ...{ loss_1: 0.475931, loss_10: 0.250485 },
    ...{ loss_100: 0.044030, loss_1000: 0.004763 },
  },
  trace: {
    ...{ bound: 74.5571, limit: 5.109955, stationary: 0.0668421 },
    ...{ loss_1: 0.360811, loss_10: 0.234805 },
    ...{ loss_100: 0.046101, loss_1000: 0.005055 },
  },
};
