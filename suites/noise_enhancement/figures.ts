/**
 * The figures of the claims on trainings. The curves of the paper's Figures 1
 * to 3 are not available as numbers; what it prints in Tables 2 and 3 is.
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
import { numbersOfRow } from "../paper_table.ts";
import type { Tier } from "../suite.ts";
import {
  cellId,
  type Condition,
  gridOf,
  type Network,
  networksAt,
} from "./study.ts";

/** The figures of a claim at a tier, one for each network and more. */
export type FiguresAt = (tier: Tier) => readonly FigureOf[];

/** Conditions at a tier. */
type ConditionsAt = (tier: Tier) => readonly Condition[];

const BATCH_SIZE: Axis = { label: "batch size B", log: true };
const ALPHA: Axis = { label: "noise enhancement α" };
const ACCURACY: Axis = { label: "test accuracy", unit: "percent" };
const TIME: Axis = { label: "convergence time", unit: "steps", log: true };

/** A metric of the records, on its axis and in a table of the paper. */
interface Quantity {
  readonly metric: "test_accuracy" | "convergence_time";
  readonly axis: Axis;
  readonly table: string;
  readonly quantity: string;
  readonly source: string;
}

const TABLE_2 = {
  table: "noise_enhancement_table_2",
  source: "Table 2, each α at its own best B",
};
const TIME_IN_TABLE_2: Quantity = {
  ...{ ...TABLE_2, metric: "convergence_time", axis: TIME },
  quantity: "convergence_time",
};
const ACCURACY_IN_TABLE_2: Quantity = {
  ...{ ...TABLE_2, metric: "test_accuracy", axis: ACCURACY },
  quantity: "test_accuracy",
};
const ACCURACY_IN_TABLE_3: Quantity = {
  ...{ metric: "test_accuracy", axis: ACCURACY },
  table: "noise_enhancement_table_3",
  source: "Table 3, the best of each arm",
  quantity: "best_test_accuracy",
};

/**
 * Accuracy against B for each α (Figures 1 and 2, left), beside a table of the
 * paper.
 */
export function accuracyAgainstBatchSize(
  conditions: ConditionsAt,
  { caption, table = 2 }: { caption: string; table?: 2 | 3 },
): FiguresAt {
  const title = "Test accuracy against batch size";
  return againstBatchSize(
    table === 2 ? ACCURACY_IN_TABLE_2 : ACCURACY_IN_TABLE_3,
    { conditions, title, caption },
  );
}

/** Figures 1 and 2, right: convergence time against B for each α; Table 2. */
export function timeAgainstBatchSize(
  conditions: ConditionsAt,
  { caption }: { caption: string },
): FiguresAt {
  const title = "Convergence time against batch size";
  return againstBatchSize(TIME_IN_TABLE_2, { conditions, title, caption });
}

/** Accuracy against B at α = 1, and at each α at the large B; Table 3. */
export const accuracyOfBothArms: FiguresAt = accuracyAgainstBatchSize(
  (tier) =>
    networksAt(tier).flatMap((network) => {
      const { plain, enhanced } = gridOf(tier, network);
      return [...plain, ...enhanced.slice(1)];
    }),
  {
    table: 3,
    caption:
      "If the claim holds, the best α at the largest batch size lies above the whole line of α = 1.",
  },
);

/** Figure 3: accuracy against convergence time along both arms. */
export const tradeOff: FiguresAt = (tier) =>
  networksAt(tier).map((network): FigureOf => ({ metric }): CurveFigure => {
    const { plain, enhanced } = gridOf(tier, network);
    const large = plain.at(-1)!.batchSize;
    const pointsOf = (arm: readonly Condition[], series: string) =>
      arm.map((condition) => ({
        x: metric(cellId(condition), "convergence_time"),
        y: metric(cellId(condition), "test_accuracy"),
        series,
      }));
    return {
      kind: "curve",
      title: `Smaller batches or more noise, ${network}`,
      caption:
        `Both arms begin at B = ${large}, α = 1, and take longer the further they go (the paper's Figure 3).`,
      ...{ x: TIME, y: ACCURACY },
      points: [
        ...pointsOf(plain.toReversed(), "α = 1, B reduced"),
        ...pointsOf(enhanced, `B = ${large}, α increased`),
      ],
    };
  });

/** The training loss at each epoch's end, at the large batch size. */
export const lossAlongTraining: FiguresAt = (tier) =>
  networksAt(tier).map((network): FigureOf => ({ series }) => ({
    kind: "training",
    title: `Training loss at the largest batch size, ${network}`,
    caption:
      "A run ends where its loss falls below L** = 0.001; if the claim holds, later for a larger α.",
    x: { label: "epoch" },
    y: { label: "training loss", unit: "nats", log: true },
    lines: gridOf(tier, network).enhanced.map((condition) => ({
      series: seriesOf(condition),
      y: series(cellId(condition), "training_loss"),
    })),
  }));

/** Accuracy with and without noise enhancement, joined seed by seed. */
export function accuracyAgainstAlpha(conditions: ConditionsAt): FiguresAt {
  return (tier) => [({ metric }): CurveFigure => ({
    kind: "curve",
    title: "Test accuracy against α at the largest batch size",
    caption:
      "A thin line is one seed with both methods, from the same start. If the claim holds, they rise.",
    ...{ x: ALPHA, y: ACCURACY, paired: true },
    points: conditions(tier).map((condition) => ({
      x: condition.alpha,
      y: metric(cellId(condition), "test_accuracy"),
    })),
  })];
}

function againstBatchSize(
  quantity: Quantity,
  { conditions, title, caption }: {
    conditions: ConditionsAt;
    title: string;
    caption: string;
  },
): FiguresAt {
  return (tier) =>
    [...Map.groupBy(conditions(tier), ({ network }) => network)].map(
      ([network, ofNetwork]): FigureOf =>
      ({ metric }, tables): CurveFigure => ({
        kind: "curve",
        ...{ title: `${title}, ${network}`, caption },
        ...{ x: BATCH_SIZE, y: quantity.axis },
        points: distinct(ofNetwork).map((condition) => ({
          x: condition.batchSize,
          y: metric(cellId(condition), quantity.metric),
          series: seriesOf(condition),
        })),
        paper: {
          source: quantity.source,
          points: paperPoints(tables, { ...quantity, network }),
        },
      }),
    );
}

/** Each condition once, by ascending B along each α. */
function distinct(conditions: readonly Condition[]): Condition[] {
  return [...new Map(conditions.map((one) => [cellId(one), one])).values()]
    .toSorted((a, b) => a.alpha - b.alpha || a.batchSize - b.batchSize);
}

function paperPoints(
  tables: PaperTables,
  { table, quantity, network }: Quantity & { network: Network },
): PaperPoint[] {
  return tables(table)
    .filter((row) => row.network === network && row.quantity === quantity)
    .map((row) => {
      const { value, sd, n } = numbersOfRow(row);
      return {
        ...{ x: Number(row.batch_size), y: value, sd, n },
        series: seriesOf({ alpha: Number(row.alpha) }),
      };
    });
}

function seriesOf({ alpha }: Pick<Condition, "alpha">): string {
  return `α = ${alpha}`;
}
