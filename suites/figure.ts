/**
 * What the figure of a claim shows: data sheets that the report draws, ours
 * beside the paper's. A suite says which values belong where; how they look is
 * the report's.
 *
 * Values come by seed. Where a figure shows their mean, it shows the 95 %
 * interval of the mean and the single seeds with it; along a logarithmic axis
 * both are taken of the logarithms.
 *
 * @module
 */
import type { BySeed } from "./predicates.ts";
import type { Results } from "./suite.ts";

/** A series of each run, by seed. */
export type SeriesBySeed = ReadonlyMap<number, readonly number[]>;

/** Reads a table of `golden/paper`, a record per row. */
export type PaperTables = (
  name: string,
) => readonly Readonly<Record<string, string>>[];

/**
 * Makes a figure of a claim.
 *
 * @throws {RangeError} if it cannot be drawn of these results; the report
 * prints the message in its place.
 */
export type FigureOf = (results: Results, tables: PaperTables) => Figure;

/** A figure. */
export type Figure = CurveFigure | TrainingFigure | PlaneFigure | PartsFigure;

/** An axis. */
export interface Axis {
  /** The quantity, e.g. "test accuracy". */
  readonly label: string;
  /** Its unit, as in {@linkcode Metric.unit}. */
  readonly unit?: string;
  /** Whether it is logarithmic. */
  readonly log?: boolean;
}

interface FigureParts {
  readonly title: string;
  /** One sentence: what to look for, and where the paper shows it. */
  readonly caption: string;
  readonly x: Axis;
  readonly y: Axis;
}

/** A line to compare with, such as a law. */
export interface Reference {
  readonly label: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** A value that the paper prints. */
export interface PaperPoint {
  readonly x: number;
  readonly y: number;
  /** Of y over n runs. */
  readonly sd?: number;
  readonly n?: number;
  readonly series?: string;
}

/** Points that the paper prints. */
export interface PaperPoints {
  /** Where it prints them, e.g. "Table 3". */
  readonly source: string;
  readonly points: readonly PaperPoint[];
}

/** A metric against a parameter, e.g. accuracy against batch size, by α. */
export interface CurveFigure extends FigureParts {
  readonly kind: "curve";
  /** In the order of the line that joins those of a series. */
  readonly points: readonly {
    /** A parameter, or a metric, as along a trade-off. */
    readonly x: number | BySeed;
    readonly y: BySeed;
    /** What the legend says; none for a single series. */
    readonly series?: string;
  }[];
  /** Whether a line joins those of a series; true by default. */
  readonly joined?: boolean;
  /** Whether lines join the values of each seed, as in a paired comparison. */
  readonly paired?: boolean;
  readonly references?: readonly Reference[];
  readonly paper?: PaperPoints;
}

/** Series along training, e.g. cosine similarity at each epoch, by method. */
export interface TrainingFigure extends FigureParts {
  readonly kind: "training";
  readonly lines: readonly {
    readonly series: string;
    /** Where the values stand; 1, 2, 3, … by default. */
    readonly x?: SeriesBySeed;
    readonly y: SeriesBySeed;
  }[];
  readonly references?: readonly Reference[];
  readonly paper?: PaperPoints;
}

/** Points or trajectories in a plane, perhaps over a landscape. */
export interface PlaneFigure extends FigureParts {
  readonly kind: "plane";
  readonly clouds: readonly {
    readonly series: string;
    readonly x: SeriesBySeed;
    readonly y: SeriesBySeed;
    /** Whether the points of a seed are a trajectory. */
    readonly joined?: boolean;
  }[];
  /** Its contours are drawn, at heights that make as many on each octave. */
  readonly landscape?: (x: number, y: number) => number;
}

/** A metric of several parts, e.g. a ratio of each layer, by method. */
export interface PartsFigure extends FigureParts {
  readonly kind: "parts";
  /** In the order of the axis. */
  readonly parts: readonly {
    /** Which part, e.g. "layer 3". */
    readonly part: string;
    readonly y: BySeed;
    readonly series?: string;
  }[];
  /** Whether they are bars from zero; dots otherwise. */
  readonly bars?: boolean;
  readonly paper?: {
    readonly source: string;
    readonly parts: readonly (Omit<PaperPoint, "x"> & {
      readonly part: string;
    })[];
  };
}
