import { exactClaim } from "../exact/claim.ts";
import type { Case, Identity } from "../exact/identities.ts";
import { caseAtLeast, caseAtMost, ofCell } from "../exact/metric_cases.ts";
import { SINGLE } from "../exact/rounding.ts";
import { cloudsFigure } from "./exact_figures.ts";
import { exactStudy } from "./exact_study.ts";

const CELL = "regression";
/** At the least-squares solution, and off it. */
const PLACES = ["", "_off"] as const;

/** What the sampled covariance of full noise may be off, 20,000 draws. */
const SAMPLED = 0.05;

/** An identity at the solution and off it. */
function atBoth(
  statement: string,
  caseOf: (
    metric: (name: string) => number,
    at: string,
  ) => Case,
): Identity {
  return {
    statement,
    cases: (measured) =>
      PLACES.map((place) =>
        caseOf(
          (name) => ofCell(measured, CELL)(`${name}${place}`),
          place === "" ? "solution" : "off it",
        )
      ),
  };
}

/** Figure 1: which noise looks like that of SGD in two dimensions. */
export const NOISE_2D_IDENTITIES: readonly Identity[] = [
  atBoth(
    "full-Fisher noise is nearer to SGD's than diagonal-Fisher noise",
    (metric, at) =>
      caseAtMost(metric("diagonal"), { at, value: metric("full") }),
  ),
  atBoth(
    "diagonal-Fisher noise is nearer than isotropic noise of the same variance",
    (metric, at) =>
      caseAtMost(metric("isotropic"), { at, value: metric("diagonal") }),
  ),
  atBoth(
    "and than isotropic noise with the paper's σ = 0.1",
    (metric, at) =>
      caseAtMost(metric("paper_isotropic"), { at, value: metric("diagonal") }),
  ),
  atBoth(
    "full-Fisher noise is as far from SGD's as F from N/(N-1) Σ̂: by ∇L ∇Lᵀ",
    (metric, at) => ({
      at,
      value: metric("full"),
      ...{ expected: metric("expected_full"), bound: SAMPLED },
    }),
  ),
  atBoth(
    "its first axis crosses the contours: |cosine| with the Hessian's above 0.9",
    (metric, at) => caseAtLeast(0.9, { at, value: metric("cosine") }),
  ),
  atBoth("diagonal noise has the variance of full noise", (metric, at) => ({
    at,
    value: metric("trace_ratio"),
    ...{ expected: 1, bound: SINGLE },
  })),
];

/** Figure 1: the noise of one step in a regression with two parameters. */
export const noise2d = exactClaim({
  id: "fisher-noise-2d",
  title: "The noise of one step in two dimensions",
  statement:
    "In a regression with two parameters full-Fisher noise almost recovers the noise of SGD and crosses the contours of the loss, isotropic noise does not, and diagonal-Fisher noise lies between.",
  source: "Structured covariance noise, Figure 1",
  contradictedBy:
    "another order of the covariances' distances from that of SGD, or a first axis along the contours",
  study: exactStudy,
  identities: NOISE_2D_IDENTITIES,
  cells: [CELL],
  margins: Object.fromEntries(
    ["full", "diagonal", "isotropic", "cosine"].map((name) => [
      ...[name, { absolute: 1e-4 }],
    ]),
  ),
  figures: [(results) => cloudsFigure(results, { cell: CELL })],
});
