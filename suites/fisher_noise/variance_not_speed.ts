import { allOf } from "../predicates.ts";
import type { Claim, Study } from "../suite.ts";
import { convergenceOrdering, judgeOrdering } from "./convergence_ordering.ts";
import { orderingStudy } from "./ordering_study.ts";
import { judgeVariance, variance } from "./variance.ts";
import { varianceStudy } from "./variance_study.ts";

/** The runs of both studies, which they share with them. */
const bothStudies: Study = {
  id: "fisher-variance-and-ordering",
  paper: "fisher_noise",
  title: "Variance of gradient estimates, and training loss per update",
  cells: (tier) => [...varianceStudy.cells(tier), ...orderingStudy.cells(tier)],
  seeds: orderingStudy.seeds,
};

/** Section 3: the variance of the noise does not decide the speed. */
export const varianceNotSpeed: Claim = {
  id: "fisher-variance-not-speed",
  title: "Noise of equal variance, training of different speed",
  statement:
    "Full-Fisher and diagonal-Fisher noise give each parameter's gradient the same variance, that of small batches, and yet training with diagonal-Fisher noise is as fast as without noise and faster than with the other.",
  source: "Structured covariance noise, section 3, Figures 2 and 3",
  contradictedBy:
    "what contradicts fisher-variance or fisher-convergence-ordering, whose conjunction it is",
  exact: false,
  study: bothStudies,
  cells: (
    tier,
  ) => [...variance.cells(tier), ...convergenceOrdering.cells(tier)],
  metrics: convergenceOrdering.metrics,
  margins: convergenceOrdering.margins,
  judge: (results) => {
    const both = [judgeVariance(results), judgeOrdering(results)];
    return {
      outcome: allOf(both.map(({ outcome }) => outcome)),
      findings: both.flatMap(({ findings }) => findings),
    };
  },
  paperFigures: () => [],
  figures: (tier) =>
    [variance, convergenceOrdering].flatMap(({ figures }) => figures!(tier)),
};
