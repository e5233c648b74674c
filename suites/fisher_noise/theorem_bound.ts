import { exactClaim } from "../exact/claim.ts";
import { SINGLE } from "../exact/rounding.ts";
import { boundsFigure } from "./exact_figures.ts";
import { exactStudy, QUADRATICS } from "./exact_study.ts";
import { THEOREM_IDENTITIES } from "./quadratic_identities.ts";

/** Theorem 4.1: a bound on the expected loss of a convex quadratic. */
export const theoremBound = exactClaim({
  id: "fisher-theorem-bound",
  title: "The theorem's bound on a convex quadratic",
  statement:
    "On ½ θᵀ A θ with rates 2 / ((k+γ) λ_min) and noise C ξ the expected loss is at most ν / (k+γ), ν = max(2 Tr(Cᵀ A C) / λ_min², γ L(θ_0)); Tr(Cᵀ A C) is ‖A‖² for C = √A and ‖diag A‖² for √diag(A), which have the same variance.",
  source: "Structured covariance noise, theorem 4.1, Eq. 7",
  contradictedBy:
    "an expected loss above the bound at any step, or another Tr(Cᵀ A C)",
  study: exactStudy,
  identities: THEOREM_IDENTITIES,
  cells: QUADRATICS.map(({ id }) => id),
  margins: {
    diagonal_bound: { relative: SINGLE },
    diagonal_bound_ratio: { relative: SINGLE },
    diagonal_curvature: { relative: SINGLE },
  },
  figures: QUADRATICS.map(({ id }) => (results) =>
    boundsFigure(results, { cell: id })
  ),
});
