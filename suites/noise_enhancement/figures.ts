/**
 * The figures of the claims on trainings. The curves of the paper's Figures 2 and 3
 * are not available as numbers; what it prints in Tables 2 and 3 is.
 *
 * @module
 */
import type {
  Axis,
  CurveFigure,
  FigureOf,
  PaperPoint,
  PaperTables,
} from "../figure.ts";
import type { Tier } from "../suite.ts";
import { cellId, type Condition, gridOf, type Network } from "./study.ts";

const BATCH_SIZE: Axis = { label: "batch size B", log: true };
const ACCURACY: Axis = { label: "test accuracy", unit: "percent" };
const TIME: Axis = { label: "convergence time", unit: "steps", log: true };

/** A metric of the records, on its axis and in the paper's tables. */
interface Quantity {
  readonly metric: string;
  readonly axis: Axis;
  readonly table: string;
  readonly quantity: string;
  readonly source: string;
}

const TABLE_2_TIME: Quantity = {
  metric: "convergence_time",
  axis: TIME,
  table: "noise_enhancement_table_2",
  quantity: "convergence_time",
  source: "Table 2, each α at its own best B",
};

const TABLE_2_ACCURACY: Quantity = {
  metric: "test_accuracy",
  axis: ACCURACY,
  table: "noise_enhancement_table_2",
  quantity: "test_accuracy",
  source: "Table 2, each α at its own best B",
};

const TABLE_3_ACCURACY: Quantity = {
  metric: "test_accuracy",
  axis: ACCURACY,
  table: "noise_enhancement_table_3",
  quantity: "best_test_accuracy",
  source: "Table 3, the best of each arm",
};

/** Figure 2, right: convergence time against B for each α. */
export function timeAgainstBatchSize(
  conditions: (tier: Tier) => readonly Condition[],
): FigureOf {
  return againstBatchSize(TABLE_2_TIME, {
    conditions,
    title: "Convergence time against batch size",
    caption:
      "If the claim holds, a larger α lies higher at every batch size (the paper's Figure 2, right).",
  });
}

/** Figures 1 and 2, left: accuracy against B for each α. */
export function accuracyAgainstBatchSize(
  conditions: (tier: Tier) => readonly Condition[],
  { caption }: { caption: string },
): FigureOf {
  return againstBatchSize(TABLE_2_ACCURACY, {
    ...{ conditions, caption, title: "Test accuracy against batch size" },
  });
}

/** Table 3 as a plot: accuracy against B at α = 1, and against α at one B. */
export const accuracyOfBothArms: FigureOf = againstBatchSize(
  TABLE_3_ACCURACY,
  {
    conditions: (tier) => gridOf(tier).all.filter(inAnArm(tier)),
    title: "Test accuracy against batch size",
    caption:
      "If the claim holds, the best α at the largest batch size lies above the whole line of α = 1.",
  },
);

/** Figure 3: accuracy against convergence time along both arms. */
export const tradeOff: FigureOf = ({ tier, metric }): CurveFigure => {
  const { plain, enhanced } = gridOf(tier);
  const large = plain.at(-1)!.batchSize;
  const pointsOf = (arm: readonly Condition[], series: string) =>
    arm.map((condition) => ({
      x: metric(cellId(condition), "convergence_time"),
      y: metric(cellId(condition), "test_accuracy"),
      series,
    }));
  return {
    kind: "curve",
    title: "Smaller batches or more noise",
    caption:
      `Both arms begin on the left at B = ${large}, α = 1. If the claim holds, the one of growing α peaks higher (the paper's Figure 3).`,
    x: TIME,
    y: ACCURACY,
    points: [
      ...pointsOf(plain.toReversed(), "α = 1, B reduced"),
      ...pointsOf(enhanced, `B = ${large}, α increased`),
    ],
  };
};

/** Accuracy at α = 1 and at α = 3, joined seed by seed. */
export function accuracyAgainstAlpha(
  conditions: (tier: Tier) => readonly Condition[],
): FigureOf {
  return ({ tier, metric }): CurveFigure => ({
    kind: "curve",
    title: "Test accuracy against α at the largest batch size",
    caption:
      "A thin line is one seed with both methods, from the same start. If the claim holds, they rise.",
    x: { label: "noise enhancement α" },
    y: ACCURACY,
    points: conditions(tier).map((condition) => ({
      x: condition.alpha,
      y: metric(cellId(condition), "test_accuracy"),
    })),
    paired: true,
  });
}

/** The training loss at each epoch's end, at the largest batch size. */
export const lossAlongTraining: FigureOf = (results) => ({
  kind: "training",
  title: "Training loss at the largest batch size",
  caption:
    "A run ends where its loss falls below L** = 0.001. If the claim holds, that is later for a larger α.",
  x: { label: "epoch" },
  y: { label: "training loss", unit: "nats", log: true },
  lines: gridOf(results.tier).enhanced.map((condition) => ({
    series: seriesOf(condition),
    y: results.series(cellId(condition), "training_loss"),
  })),
});

function againstBatchSize(
  quantity: Quantity,
  { conditions, title, caption }: {
    conditions: (tier: Tier) => readonly Condition[];
    title: string;
    caption: string;
  },
): FigureOf {
  return ({ tier, metric }, tables): CurveFigure => ({
    kind: "curve",
    ...{ title, caption, x: BATCH_SIZE, y: quantity.axis },
    points: conditions(tier).map((condition) => ({
      x: condition.batchSize,
      y: metric(cellId(condition), quantity.metric),
      series: seriesOf(condition),
    })),
    paper: {
      source: quantity.source,
      points: paperPoints(tables, quantity)
        .filter(({ network }) =>
          conditions(tier).some((condition) => condition.network === network)
        )
        .map(({ point, ...condition }) => ({
          ...point,
          series: seriesOf(condition),
        })),
    },
  });
}

/** The rows of a table with their conditions. */
function paperPoints(
  tables: PaperTables,
  { table, quantity }: Quantity,
): (Condition & { point: PaperPoint })[] {
  return tables(table)
    .filter((row) => row.quantity === quantity)
    .map((row) => ({
      network: row.network as Network,
      alpha: Number(row.alpha),
      batchSize: Number(row.batch_size),
      point: {
        x: Number(row.batch_size),
        y: Number(row.value),
        sd: Number(row.sd),
        n: Number(row.n),
      },
    }));
}

function seriesOf(
  { network, alpha }: Pick<Condition, "network" | "alpha">,
): string {
  return `${network === "F1" ? "" : `${network}, `}α = ${alpha}`;
}

/** Whether a condition is in one of the arms of Table 3. */
function inAnArm(tier: Tier): (condition: Condition) => boolean {
  const { plain, enhanced } = gridOf(tier);
  const ids = new Set([...plain, ...enhanced].map(cellId));
  return (condition) => ids.has(cellId(condition));
}
