import { concluding, exceeds } from "../findings.ts";
import type { FigureOf, PartsFigure } from "../figure.ts";
import { type BySeed, logarithms } from "../predicates.ts";
import type { Claim, Finding, Results } from "../suite.ts";
import { CURVATURE_ARMS } from "./curvature_measurements.ts";
import { curvatureRows, type Row } from "./rows.ts";
import { type Arm, cellId, fisherMargins, table2Study } from "./study.ts";

/** λ_max at the end of each run, in nats. */
function curvatureOf(
  results: Results,
  { row, arm, name }: { row: Row; arm: Arm; name: string },
): BySeed {
  return new Map(
    [...results.series(cellId(row, arm), name)].map(([seed, values]) => [
      seed,
      values.at(-1)!,
    ]),
  );
}

function findingsOf(results: Results, row: Row): Finding[] {
  const compared = (
    names: readonly [Arm, Arm],
    { name = "curvature", what = "log λ_max", informative = true }: {
      name?: string;
      what?: string;
      informative?: boolean;
    } = {},
  ) => {
    const [x, y] = names.map((arm) =>
      logarithms(curvatureOf(results, { row, arm, name }))
    ) as [BySeed, BySeed];
    return exceeds(`${row.id}, ${what}`, { x, y, names, informative });
  };
  return [
    compared(["LB", "LB+Diag"], { informative: false }),
    compared(["LB", "LB+Diag"], {
      name: "training_curvature",
      what: "log λ_max with a temperature fitted on training data",
    }),
    compared(["LB", "SB"]),
    compared(["LB+Diag", "SB"]),
  ];
}

/** Figure 5b: noise ends where the loss is less curved. */
export const maxEigenvalue: Claim = {
  id: "fisher-max-eigenvalue",
  title: "Diagonal-Fisher noise ends at a smaller curvature",
  statement:
    "At the end of training the largest eigenvalue of the Hessian matrix is smaller with diagonal-Fisher noise than with large batches alone; sometimes near that of small ones. Normalisation is folded into the weights, a temperature fitted on the test set into the last layer.",
  source: "Structured covariance noise, Figure 5b; its bars carry no numbers",
  contradictedBy:
    "a network with a larger log λ_max with LB+Diag than with LB, paired by seed (one-sided 95 % t interval)",
  examined:
    "The scale and the tuning, as for fisher-diag-vs-lb: here the noise asks for a lower rate than LB, 0.03 where LB has 0.1, and training ends with a loss of 0.34 where LB's is 0.22, at a curvature 2.5 times as large. Whether noise, rate or loss make the difference is not known: at one rate for both it was not measured, and SB, with the lowest rate, ends at the smallest curvature. The paper's networks are larger, with batch normalisation, and at our paper tier trained for 2,441 updates.",
  exact: false,
  study: table2Study,
  cells: (tier) =>
    curvatureRows(tier).flatMap((row) =>
      CURVATURE_ARMS.map((arm) => cellId(row, arm))
    ),
  metrics: ["test_accuracy", "training_loss"],
  margins: fisherMargins,
  judge: (results) =>
    concluding(
      curvatureRows(results.tier).flatMap((row) => findingsOf(results, row)),
    ),
  paperFigures: () => [],
  figures: (tier) =>
    curvatureRows(tier).map((row): FigureOf => (results): PartsFigure => ({
      kind: "parts",
      title: `Largest eigenvalue of the Hessian matrix, ${row.id}`,
      caption:
        "If the claim holds, LB+Diag is below LB (the paper's Figure 5b).",
      x: { label: "method" },
      y: { label: "λ_max", unit: "nats", log: true },
      parts: CURVATURE_ARMS.map((arm) => ({
        ...{
          part: arm,
          y: curvatureOf(results, { row, arm, name: "curvature" }),
        },
      })),
    })),
};
