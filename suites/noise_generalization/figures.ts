/**
 * The figures of the claims on trainings. The paper's curves are not available
 * as numbers; what it prints in Table 1 is.
 *
 * @module
 */
import type {
  Axis,
  CurveFigure,
  FigureOf,
  PaperTables,
  PartsFigure,
} from "../figure.ts";
import type { BySeed } from "../predicates.ts";
import type { Results, Tier } from "../suite.ts";
import { cellId, type ChosenBy, type Condition } from "./conditions.ts";
import { optimumAt } from "./study.ts";
import { tuningSeeds } from "./trainings.ts";

/** What a figure shows against the batch size or the budget. */
export interface Against {
  /** By the name of the line that they are on. */
  readonly conditions: (
    tier: Tier,
  ) => Readonly<Record<string, readonly Condition[]>>;
  readonly caption: string;
  /** By the name of the line; test accuracy by default. */
  readonly chosenBy?: Readonly<Record<string, ChosenBy>>;
  /** Batch size by default. */
  readonly x?: "batch size" | "epochs" | "updates";
  /** Whether Table 1's column is drawn beside it. */
  readonly table?: boolean;
}

const AXES: Readonly<Record<string, Axis>> = {
  test_accuracy: { label: "test accuracy", unit: "percent" },
  training_loss: { label: "training loss", unit: "nats", log: true },
  effective_lr: { label: "best effective learning rate", log: true },
};

const TITLES = {
  test_accuracy: "Test accuracy",
  training_loss: "Training loss",
} as const;

/** Test accuracy or training loss at the best learning rate. */
export function metricAgainst(
  metric: "test_accuracy" | "training_loss",
  { conditions, caption, chosenBy = {}, x = "batch size", table = false }:
    Against,
): (tier: Tier) => FigureOf[] {
  return (tier) => [({ metric: values }, tables): CurveFigure => ({
    kind: "curve",
    title: `${TITLES[metric]} against ${x}`,
    caption,
    x: axisOf(x),
    y: AXES[metric]!,
    points: Object.entries(conditions(tier)).flatMap(([series, of]) =>
      of.map((condition) => ({
        x: placeOf(condition, x),
        y: values(cellId(condition, chosenBy[series]), metric),
        series,
      }))
    ),
    ...(table ? { paper: tableOne(tables, metric) } : {}),
  })];
}

/** The best effective learning rate, of the runs that choose it. */
export function bestRateAgainst(
  { conditions, caption, chosenBy = {}, x = "batch size", table = false }:
    Against,
): (tier: Tier) => FigureOf[] {
  return (tier) => [(results, tables): CurveFigure => ({
    kind: "curve",
    title: `Best effective learning rate against ${x}`,
    caption,
    x: axisOf(x),
    y: AXES.effective_lr!,
    points: Object.entries(conditions(tier)).flatMap(([series, of]) =>
      of.map((condition) => ({
        x: placeOf(condition, x),
        y: madeTogether(
          tuningSeeds(tier),
          bestRateOf(results, { condition, chosenBy: chosenBy[series] }),
        ),
        series,
      }))
    ),
    ...(table ? { paper: tableOne(tables, "effective_lr") } : {}),
  })];
}

/** A value that all seeds that tune make together, as the first one's. */
export function madeTogether(seeds: readonly number[], value: number): BySeed {
  return new Map([[seeds[0]!, value]]);
}

function bestRateOf(
  results: Results,
  { condition, chosenBy }: {
    condition: Condition;
    chosenBy: ChosenBy | undefined;
  },
): number {
  return optimumAt(results, {
    ...{ condition, ...(chosenBy === undefined ? {} : { chosenBy }) },
  }).learningRate;
}

/** A metric of a few cells side by side, each with its name. */
export function metricOf(
  metric: "test_accuracy" | "training_loss",
  { cells, caption, x }: {
    cells: (tier: Tier) => Readonly<Record<string, string>>;
    caption: string;
    /** What tells the cells apart. */
    x: string;
  },
): (tier: Tier) => FigureOf[] {
  return (tier) => [({ metric: values }): PartsFigure => ({
    kind: "parts",
    title: `${TITLES[metric]} by ${x}`,
    caption,
    x: { label: x },
    y: AXES[metric]!,
    parts: Object.entries(cells(tier)).map(([part, cell]) => ({
      part,
      y: values(cell, metric),
    })),
  })];
}

function axisOf(x: string): Axis {
  return { label: x, log: true };
}

function placeOf({ budget, batchSize }: Condition, x: string): number {
  if (x === "batch size") return batchSize;
  return "steps" in budget ? budget.steps : budget.epochs;
}

function tableOne(tables: PaperTables, quantity: string) {
  return {
    source: "Table 1",
    points: tables("noise_generalization_table_1")
      .filter((row) => row.quantity === quantity)
      .map((row) => ({ x: Number(row.batch_size), y: Number(row.value) })),
  };
}
