import { concluding, found } from "../findings.ts";
import type { CurveFigure } from "../figure.ts";
import { greaterThan, type Level, slopes } from "../predicates.ts";
import type { Claim, Results, Tier } from "../suite.ts";
import { extendedRow } from "./rows.ts";
import {
  type Arm,
  cellId,
  fisherMargins,
  LAMBDAS,
  table2Study,
} from "./study.ts";
import { accuracyOf, TOO_FEW_UPDATES } from "./table_arms.ts";

/** The arms by λ, ascending. */
const ARMS: readonly { readonly lambda: number; readonly arm: Arm }[] = [
  { lambda: 0, arm: "LB" },
  ...LAMBDAS.map((lambda) => ({ lambda, arm: `${lambda}·Diag` as const })),
  { lambda: 1, arm: "LB+Diag" },
];

function levelsOf(results: Results): Level[] {
  const row = extendedRow(results.tier);
  return ARMS.map(({ lambda, arm }) => ({
    at: lambda,
    values: accuracyOf(results, { row, arm }),
  }));
}

/** Section 4.2, A.2: less of the noise generalises worse. */
export const scaledNoise: Claim = {
  id: "fisher-noise-scale",
  title: "Test accuracy falls as the noise is scaled down",
  statement:
    "With diagonal-Fisher noise scaled by λ, from 1 down to 0, test accuracy falls; the learning rate is tuned for each λ.",
  source:
    "Structured covariance noise, section 4.2 and A.2; exploratory, without numbers of the paper",
  contradictedBy:
    "a slope of test accuracy over λ below 0, fitted seed by seed (one-sided 95 % t interval)",
  examined: TOO_FEW_UPDATES,
  exact: false,
  study: table2Study,
  cells: (tier: Tier) => ARMS.map(({ arm }) => cellId(extendedRow(tier), arm)),
  metrics: ["test_accuracy"],
  margins: fisherMargins,
  judge: (results) => {
    return concluding([
      found(
        `${extendedRow(results.tier).id}: slope of test accuracy over λ > 0`,
        greaterThan(slopes(levelsOf(results)), 0),
      ),
    ]);
  },
  paperFigures: () => [],
  figures: () => [(results): CurveFigure => ({
    kind: "curve",
    title: "Test accuracy against the scale of the noise",
    caption: "If the claim holds, the lines rise.",
    x: { label: "scale λ" },
    y: { label: "test accuracy", unit: "percent" },
    paired: true,
    points: levelsOf(results).map(({ at, values }) => ({ x: at, y: values })),
  })],
};
