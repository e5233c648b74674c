/**
 * What the claims on Table 2 share: pairs of arms compared in every row.
 *
 * @module
 */
import type { CurveFigure, FigureOf } from "../figure.ts";
import {
  allOf,
  type BySeed,
  greaterThan,
  mostOf,
  notInferior,
} from "../predicates.ts";
import type {
  Finding,
  Judgement,
  PaperFigure,
  Results,
  Tier,
} from "../suite.ts";
import type { PaperTable } from "../paper_table.ts";
import { decidingRows, type Row, rowsAt } from "./rows.ts";
import { type Arm, cellId, TABLE_REGIMES } from "./study.ts";

/** Which arm should be the better one of two. */
export interface Compared {
  readonly better: Arm;
  readonly worse: Arm;
}

/** Test accuracy of an arm in percent, by seed. */
export function accuracyOf(results: Results, row: Row, arm: Arm): BySeed {
  return results.metric(cellId(row, arm), "test_accuracy");
}

/** The rows that Table 2's claims are about, and variants of them. */
export function tableRows(tier: Tier): Row[] {
  return rowsAt(tier).filter(({ curvature, informative }) =>
    informative === undefined || curvature === undefined
  );
}

/** The cells of some arms in each of the rows. */
export function cellsOf(tier: Tier, arms: readonly Arm[]): string[] {
  return tableRows(tier).flatMap((row) => arms.map((arm) => cellId(row, arm)));
}

/**
 * The better arm's accuracy above the other's, in each row; with `margin` not
 * below by more.
 */
export function compareInRows(
  results: Results,
  { better, worse, marginOf }: Compared & {
    marginOf?: (row: Row) => number | undefined;
  },
): Finding[] {
  return tableRows(results.tier).map((row): Finding => {
    const [x, y] = [better, worse].map((arm) =>
      accuracyOf(results, row, arm)
    ) as [BySeed, BySeed];
    const margin = marginOf?.(row);
    const evidence = margin === undefined
      ? greaterThan(x, y)
      : notInferior(x, y, { margin });
    const relation = margin === undefined
      ? `${better} > ${worse}`
      : `${better} not below ${worse} by ${margin} points`;
    return {
      statement: `${row.id}, test accuracy: ${relation}`,
      ...{ outcome: evidence.outcome, evidence },
      ...(row.informative === undefined ? {} : { informative: true }),
    };
  });
}

/** All that decide are reproduced; none contradicted. */
export function inEveryRow(findings: readonly Finding[]): Judgement {
  return { outcome: allOf(decidingOutcomes(findings)), findings };
}

/** More than half of those that decide are reproduced; none contradicted. */
export function inMostRows(findings: readonly Finding[]): Judgement {
  const outcomes = decidingOutcomes(findings);
  const majority = Math.floor(outcomes.length / 2) + 1;
  const share = majority / outcomes.length;
  return { outcome: mostOf(outcomes, { share }), findings };
}

function decidingOutcomes(findings: readonly Finding[]) {
  return findings.filter(({ informative }) => !informative)
    .map(({ outcome }) => outcome);
}

/** The paper's names of the arms. */
const PAPER_METHODS: Readonly<Record<string, Arm>> = {
  "SB": "SB",
  "LB": "LB",
  "LB+FisherTrace": "LB+Trace",
  "LB+Diag": "LB+Diag",
  "LB+FullFisher": "LB+Full, longer",
};

/** Rows of Table 2, or of its caption, for the cells of a tier. */
export function tablePaperFigures(
  tier: Tier,
  { table, arms }: { table: PaperTable; arms: readonly Arm[] },
): PaperFigure[] {
  return table.flatMap((printed): PaperFigure[] => {
    const { dataset, model, method, value, n } = printed;
    const row = decidingRows(tier).find(({ paper }) =>
      paper?.dataset === dataset && paper?.model === model
    );
    const arm = PAPER_METHODS[method ?? ""];
    if (row === undefined || arm === undefined || !arms.includes(arm)) {
      return [];
    }
    if (value === undefined || value === "") return [];
    return [{
      cell: cellId(row, arm),
      paperCell: `${dataset} ${model} ${method}`,
      metric: "test_accuracy",
      value: Number(value),
      ...(n ? { n: Number(n) } : {}),
    }];
  });
}

/** For each row the accuracy of some arms, joined seed by seed. */
export function accuracyFigures(
  tier: Tier,
  { arms, caption }: { arms: readonly Arm[]; caption: string },
): FigureOf[] {
  return tableRows(tier).map((row): FigureOf => (results): CurveFigure => ({
    kind: "curve",
    title: `Test accuracy by method, ${row.id}`,
    caption: `${caption} From left to right: ${arms.join(", ")}.`,
    x: { label: "method" },
    y: { label: "test accuracy", unit: "percent" },
    paired: true,
    points: arms.map((arm, index) => ({
      x: index + 1,
      y: accuracyOf(results, row, arm),
    })),
  }));
}

/** All arms of Table 2, in the order of their figures. */
export const TABLE_ARMS: readonly Arm[] = TABLE_REGIMES;
