/**
 * What the claims on Table 2 share: pairs of arms compared in every row.
 *
 * @module
 */
import type { FigureOf, PartsFigure } from "../figure.ts";
import { concluding, found } from "../findings.ts";
import {
  atMost,
  type BySeed,
  type Comparison,
  greaterThan,
  mostOf,
  notInferior,
  provided,
} from "../predicates.ts";
import type {
  Claim,
  ClaimBasis,
  Finding,
  Judgement,
  PaperFigure,
  Results,
  Tier,
} from "../suite.ts";
import type { PaperTable } from "../paper_table.ts";
import { type Row, rowsAt } from "./rows.ts";
import {
  type Arm,
  cellId,
  fisherMargins,
  table2Study,
  trialId,
} from "./study.ts";

/** Which arm should be the better one of two. */
export interface Compared {
  readonly better: Arm;
  readonly worse: Arm;
}

/** What the desk tier shows of all claims on noise for large batches. */
export const TOO_FEW_UPDATES =
  "At desk the scale, not the implementation: the noise has the variance of small batches (fisher-exact, and fisher-variance on trained networks). But 30 epochs of 6,000 examples are 351 large batches, and what large batches lose here is training: LeNet's loss ends at 0.22 with LB and at 0.05 with SB. LB makes up for some of the missing updates by a larger rate, 0.1 where SB takes 0.01, and at such rates noise costs accuracy or training fails: in the tuning runs LeNet ends at 86.5 % at 0.1 without noise, at 83.7 with LB+Trace and 80.7 with LB+Diag, at 0.3 at 85.5 against 75.8 and 10.7. So the noise is left with 0.03, with the noise of small batches and a sixteenth of their updates. With ghost batches LB loses nothing to SB, and without momentum the rate that one tuning run chose for LB fails with all reported seeds. At the paper's size there are 1,464 updates and more; but MNIST's MLP, which was trained there, has the gap, and noise closes none of it (fisher-mnist-mlp), so that for this row scale is no excuse.";

/** Test accuracy of an arm in percent, by seed. */
export function accuracyOf(
  results: Results,
  { row, arm }: { row: Row; arm: Arm },
): BySeed {
  return results.metric(cellId(row, arm), "test_accuracy");
}

/** The rows that Table 2's claims are about, and variants of them. */
function tableRows(tier: Tier): Row[] {
  return rowsAt(tier).filter(({ curvature, informative }) =>
    informative === undefined || curvature === undefined
  );
}

/** The rows with these arms: AlexNet was not trained with LB+Trace. */
function rowsWith(tier: Tier, arms: readonly Arm[]): Row[] {
  return tableRows(tier).filter(({ paper }) =>
    paper?.model !== "AlexNet" || !arms.includes("LB+Trace")
  );
}

/** What a claim says of a row. */
export type RowFinding = (results: Results, row: Row) => Finding;

/**
 * The better arm's accuracy above the other's in a row; with `marginOf` a
 * margin, not below by more.
 */
export function compared(
  { better, worse, marginOf, withGap = false }: Compared & {
    marginOf?: (row: Row) => number | undefined;
    /** Undecided where LB is not itself shown to lose to SB. */
    withGap?: boolean;
  },
): RowFinding {
  return (results, row) => {
    const [x, y] = [better, worse].map((arm) =>
      accuracyOf(results, { row, arm })
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
      outcome: withGap
        ? provided(gapOf(results, row).outcome, evidence.outcome)
        : evidence.outcome,
      evidence,
      ...(row.informative === undefined ? {} : { informative: true }),
    };
  };
}

/** Whether small batches are better than large ones in a row. */
function gapOf(results: Results, row: Row): Comparison {
  return greaterThan(
    accuracyOf(results, { row, arm: "SB" }),
    accuracyOf(results, { row, arm: "LB" }),
  );
}

/**
 * How many of the tuned learning rates are at an edge of what was tried, for
 * information: a better one may lie beyond.
 */
function atEdges(
  results: Results,
  { rows, arms }: { rows: readonly Row[]; arms: readonly Arm[] },
): Finding[] {
  const tuned = rows.filter(({ learningRates }) => learningRates.length > 1)
    .flatMap((row) => arms.map((arm) => ({ row, id: cellId(row, arm) })));
  if (tuned.length === 0) return [];
  const edges = tuned.filter(({ row, id }) =>
    [row.learningRates[0]!, row.learningRates.at(-1)!]
      .some((rate) => results.chosen(id) === trialId(id, rate))
  );
  return [found(
    `tuned rates at an edge of their grids, of ${tuned.length}${
      edges.length === 0 ? "" : `: ${edges.map(({ id }) => id).join(", ")}`
    }`,
    atMost(edges.length, 0),
    { informative: true },
  )];
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

/** Lines of Table 2, or of its caption, for arms of some rows. */
export function tablePaperFigures(
  rows: readonly Row[],
  { table, arms }: { table: PaperTable; arms: readonly Arm[] },
): PaperFigure[] {
  return table.flatMap((printed): PaperFigure[] => {
    const { dataset, model, method, value, n } = printed;
    const row = rows.find(({ paper }) =>
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

/** The accuracy of some arms in a row, beside the paper's. */
export function accuracyFigure(
  row: Row,
  { arms, caption, printed }: {
    arms: readonly Arm[];
    caption: string;
    /** Where the paper prints them: its name for it, and tables of ours. */
    printed: { source: string; tables: readonly string[] };
  },
): FigureOf {
  return (results, table): PartsFigure => {
    const parts = printed.tables.flatMap((name) =>
      tablePaperFigures([row], { table: table(name), arms })
    ).flatMap(({ cell, value }) => {
      const part = arms.find((arm) => cellId(row, arm) === cell);
      return part === undefined ? [] : [{ part, y: value }];
    });
    return {
      kind: "parts",
      title: `Test accuracy by method, ${row.id}`,
      caption,
      x: { label: "method" },
      y: { label: "test accuracy", unit: "percent" },
      parts: arms.map((arm) => ({
        part: arm,
        y: accuracyOf(results, { row, arm }),
      })),
      // The paper has no variants of ours.
      ...(parts.length === 0
        ? {}
        : { paper: { source: printed.source, parts } }),
    };
  };
}

/** A claim on Table 2, but for what it says. */
export function tableClaim(
  {
    arms,
    caption,
    findings,
    conclude = concluding,
    rows = (tier) => rowsWith(tier, arms),
  }: {
    arms: readonly Arm[];
    caption: string;
    /** What it says of each row. */
    findings: readonly RowFinding[];
    conclude?: (findings: readonly Finding[]) => Judgement;
    /** All that have the arms by default. */
    rows?: (tier: Tier) => readonly Row[];
  },
): ClaimBasis & Pick<Claim, "judge"> {
  return {
    exact: false,
    study: table2Study,
    cells: (tier) =>
      rows(tier).flatMap((row) => arms.map((arm) => cellId(row, arm))),
    metrics: ["test_accuracy", "training_loss"],
    margins: fisherMargins,
    judge: (results) => {
      const rowsHere = rows(results.tier);
      return conclude([
        ...rowsHere.flatMap((row) =>
          findings.map((finding) => finding(results, row))
        ),
        ...atEdges(results, { rows: rowsHere, arms }),
      ]);
    },
    paperFigures: (tier, table) =>
      tablePaperFigures(rows(tier), {
        ...{ table: table("fisher_noise_table_2"), arms },
      }),
    figures: (tier) =>
      rows(tier).map((row) =>
        accuracyFigure(row, {
          ...{ arms, caption },
          printed: { source: "Table 2", tables: ["fisher_noise_table_2"] },
        })
      ),
  };
}
