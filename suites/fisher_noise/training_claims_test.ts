/**
 * What holds of every claim on trainings.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { readPaperTable } from "../paper_table.ts";
import { type Results, TIERS } from "../suite.ts";
import { convergenceOrdering } from "./convergence_ordering.ts";
import { diagVsLb } from "./diag_vs_lb.ts";
import { diagVsTrace } from "./diag_vs_trace.ts";
import { frobenius } from "./frobenius.ts";
import { fullGeneralisation } from "./full_generalisation.ts";
import { gapClosure } from "./gap_closure.ts";
import { lbGap } from "./lb_gap.ts";
import { maxEigenvalue } from "./max_eigenvalue.ts";
import { otherNoises } from "./other_noises.ts";
import { overhead } from "./overhead.ts";
import { scaledNoise } from "./scaled_noise.ts";
import { fashionLeNet, mnistLeNet, mnistMlp } from "./table_rows.ts";
import { traceVsLb } from "./trace_vs_lb.ts";
import { trueVsEmpirical } from "./true_vs_empirical.ts";
import { variance } from "./variance.ts";
import { varianceNotSpeed } from "./variance_not_speed.ts";

const CLAIMS = [
  ...[lbGap, diagVsLb, diagVsTrace, traceVsLb, gapClosure, fullGeneralisation],
  ...[convergenceOrdering, variance, varianceNotSpeed, frobenius],
  ...[maxEigenvalue, trueVsEmpirical, overhead, scaledNoise, otherNoises],
  ...[mnistMlp, mnistLeNet, fashionLeNet],
];

/** Every metric is 2, every series two numbers. */
function anything(tier: Results["tier"]): Results {
  const bySeed = <T>(value: T) => new Map([[0, value], [1, value]]);
  return {
    tier,
    metric: () => bySeed(2),
    series: () => bySeed([2, 1]),
    status: () => bySeed("finished" as const),
    chosen: () => "",
  };
}

for (const claim of CLAIMS) {
  test(`${claim.id} has a figure at every tier, of what its runs have`, () => {
    for (const tier of TIERS) {
      const figures = claim.figures!(tier)
        .map((figure) => figure(anything(tier), readPaperTable));
      assertEquals(figures.length > 0, true);
      for (const { title, caption } of figures) {
        assertEquals([title, caption].includes(""), false);
      }
    }
  });
}
