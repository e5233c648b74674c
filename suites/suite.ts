/**
 * What a suite is: a claim of a paper over the records of a study's runs.
 *
 * A study is one experiment of a paper: its cells at each tier and its seeds.
 * A claim asks for some of its cells and judges their records. The harness
 * knows nothing else of either.
 *
 * @module
 */
import type { DatasetName } from "../datasets/mod.ts";
import type { FigureOf } from "./figure.ts";
import type { PaperTable } from "./paper_table.ts";
import type { Evidence, Outcome } from "./predicates.ts";

/** How much of the paper's experiment a suite repeats, smallest first. */
export const TIERS = ["smoke", "desk", "paper"] as const;

/** A tier; see {@link TIERS}. */
export type Tier = typeof TIERS[number];

/** A value that JSON can hold without loss. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/**
 * Everything that decides a run's numbers but for its seed, its data's bytes
 * and its engine. Its hash identifies the run, so nothing may be left to
 * defaults that could change.
 */
export type RunSettings = {
  /** Which executor in `execute.ts` does it. */
  readonly kind: string;
  /** The data sets that it reads. */
  readonly datasets: readonly DatasetName[];
  /** The tables in `golden/paper` that it reads. Absent: none. */
  readonly tables?: readonly string[];
} & { readonly [key: string]: Json };

/** One condition of an experiment, repeated with every seed. */
export interface Cell {
  /** Its name in tables and golden files, unique within study and tier. */
  readonly id: string;
  readonly settings: RunSettings;
}

/** A condition whose settings are chosen by runs of their own. */
export interface TunedCell {
  /** Its name, as that of a {@linkcode Cell}. */
  readonly id: string;
  readonly tuning: Tuning;
}

/** How the settings of a cell are chosen. */
export interface Tuning {
  /**
   * What is tried, in the grid's order. Several tuned cells of a study may try
   * the same, under the same ids; different trials have different ones.
   */
  readonly grid: readonly Cell[];
  /** The seeds it is tried with, which no report uses. */
  readonly seeds: readonly number[];
  /** The id of the grid's cell to take, once all have been tried. */
  choose(results: Results): string;
  /**
   * What the chosen settings become for the runs that are reported, such as
   * tested on the test set. Absent: they stay.
   */
  reported?(chosen: RunSettings): RunSettings;
}

/** One experiment of a paper; with cells of kind `C`. */
export interface Study<C extends Cell | TunedCell = Cell | TunedCell> {
  readonly id: string;
  /** The paper, as in `golden/paper`. */
  readonly paper: string;
  readonly title: string;
  /** All its cells at a tier. */
  cells(tier: Tier): readonly C[];
  /** The seeds that are reported, kept apart from any used for choosing. */
  seeds(tier: Tier): readonly number[];
}

/** One number that a run reports. */
export interface Metric {
  /** NaN if it does not exist, as for a diverged run. */
  readonly value: number;
  readonly unit: string;
  /**
   * Whether it is a measured time, which another run with the same settings
   * and seed has otherwise: shown and judged, but never compared.
   */
  readonly volatile?: true;
}

/** What a run found. */
export interface RunOutcome {
  /**
   * How the training ended; "finished" for computations, and for trainings that
   * no loss stops.
   */
  readonly status: "finished" | "converged" | "not converged" | "diverged";
  /** Numbers by name, e.g. "test_accuracy". */
  readonly metrics: Readonly<Record<string, Metric>>;
  /** Updates made; 0 for computations. */
  readonly steps: number;
  /**
   * First update with a non-finite loss, or the epoch's last if only the
   * training loss after it is not finite.
   */
  readonly divergedAt?: number;
  /** Values along the run, e.g. the training loss at each epoch's end. */
  readonly series: Readonly<Record<string, readonly number[]>>;
  /** The run's first numbers, for the gate. */
  readonly first: readonly number[];
  /** Hashes of the parameters' bits along the run. */
  readonly links: readonly {
    readonly step: number;
    readonly chain: string;
    readonly tensors: Readonly<Record<string, string>>;
  }[];
  /** A short hash of each update's loss, all of one length. */
  readonly trace?: string;
}

/** How far a run has come. */
export interface RunProgress {
  /** Updates made. */
  readonly step: number;
  /** Most updates it can make, if that is known. */
  readonly ofSteps?: number;
  /** Per-example gradients evaluated. */
  readonly examples?: number;
  /** Training loss at the end of the last epoch, in nats. */
  readonly loss?: number;
  /** Training accuracy at the end of the last epoch, in percent. */
  readonly accuracy?: number;
}

/** The records of the runs that a claim asked for. */
export interface Results {
  readonly tier: Tier;
  /**
   * A metric of a cell by seed; of what a tuned cell tried, by their ids, with
   * the seeds of the tuning.
   *
   * @throws {RangeError} if a run of the cell has no such metric.
   */
  metric(cell: string, name: string): ReadonlyMap<number, number>;
  /**
   * Values along each run of a cell, by seed; as {@linkcode metric}.
   *
   * @param options.partly Whether a run that diverged has what was measured
   * until then, or nothing, instead of being an error.
   */
  series(
    cell: string,
    name: string,
    options?: { readonly partly?: boolean },
  ): ReadonlyMap<number, readonly number[]>;
  /**
   * The id of what a tuned cell chose of its grid.
   *
   * @throws {RangeError} if the cell is none that is tuned.
   */
  chosen(cell: string): string;
  /** How each run of a cell ended, by seed. */
  status(cell: string): ReadonlyMap<number, RunOutcome["status"]>;
}

/** One predicate of a claim with what it found. */
export interface Finding {
  /** The predicate in words, e.g. "accuracy at α=3 exceeds that at α=1". */
  readonly statement: string;
  readonly outcome: Outcome;
  /** The numbers behind it. */
  readonly evidence: Evidence;
  /** Reported, but not part of the verdict. */
  readonly informative?: boolean;
}

/** What a claim concludes from its records. */
export interface Judgement {
  readonly outcome: Outcome;
  readonly findings: readonly Finding[];
}

/** A number of the paper to print beside ours. */
export interface PaperFigure {
  /** The cell that plays the paper's cell at the tier. */
  readonly cell: string;
  /** The paper's own cell. */
  readonly paperCell: string;
  readonly metric: string;
  readonly value: number;
  readonly sd?: number;
  readonly n?: number;
}

/**
 * How far the mean of a metric may lie from the recorded one on a machine that
 * need not give the same bits: in the metric's unit, or as a fraction of it.
 */
export type Margin = { readonly absolute: number } | {
  readonly relative: number;
};

/** A claim of a paper: what the user asks for by its id. */
export interface Claim {
  /** What the user types, e.g. "ne-large-batch". */
  readonly id: string;
  readonly title: string;
  /** The claim in one or two sentences. */
  readonly statement: string;
  /** Where the paper makes it, e.g. "Table 3". */
  readonly source: string;
  /** What result would contradict it. */
  readonly contradictedBy: string;
  /**
   * What was found when a result against the claim, or one that stays open, was
   * examined: implementation, protocol, scale or paper, and the evidence.
   */
  readonly examined?: string;
  /**
   * Whether it is mathematics, so that its verdict holds at every tier. The
   * verdict on any other claim at the smoke tier is about the code only.
   */
  readonly exact: boolean;
  readonly study: Study;
  /** The ids of the study's cells that it needs at a tier. */
  cells(tier: Tier): readonly string[];
  /** The metrics to print, most important first. */
  readonly metrics: readonly string[];
  /**
   * Margins of the gate at a tier, by metric; those not named are not compared.
   */
  margins(tier: Tier): Readonly<Record<string, Margin>>;
  /**
   * Its predicates, declared before the runs that they judge; `examined` says
   * where one was mended afterwards.
   */
  judge(results: Results): Judgement;
  /**
   * The paper's numbers for the cells of a tier.
   *
   * @param table Reads a table of `golden/paper`, a record per row.
   */
  paperFigures(
    tier: Tier,
    table: (name: string) => PaperTable,
  ): readonly PaperFigure[];
  /**
   * Numbers that the paper states, but of no cell, in words, e.g. "accuracy
   * saturates beyond: 800 epochs"; `table` as in `paperFigures`.
   */
  paperStates?(table: (name: string) => PaperTable): readonly string[];
  /** What shows it; the report has a figure of its own for claims without. */
  figures?(tier: Tier): readonly FigureOf[];
}

/**
 * A claim but for what it says and its predicates: what several claims on one
 * study share.
 */
export type ClaimBasis = Omit<
  Claim,
  "id" | "title" | "statement" | "source" | "contradictedBy" | "judge"
>;
