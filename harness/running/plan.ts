/**
 * The plan of a call: which runs the asked suites need. Runs that several
 * suites share are done once.
 *
 * @module
 */
import type { Fingerprint } from "../../engines/engine.ts";
import { withOwnMethod } from "../../suites/own_method.ts";
import type {
  Cell,
  Claim,
  RunSettings,
  Tier,
  TunedCell,
} from "../../suites/suite.ts";
import type { OwnMethod } from "../own_method/own_method.ts";
import { resultsOf } from "../records/results.ts";
import { unlessDiverged } from "../records/unless_diverged.ts";
import {
  runHash,
  type RunIdentity,
  runIdentity,
} from "../records/run_identity.ts";
import type { RunRecord } from "../records/run_record.ts";

/** A run to do. */
export interface PlannedRun {
  readonly run: string;
  readonly identity: RunIdentity;
  /** The cell's name where it was first asked for; for people. */
  readonly cell: string;
}

/** A cell of a suite with its runs. */
export interface PlannedCell {
  readonly id: string;
  readonly settings: RunSettings;
  /** Hash of the run for each seed. */
  readonly runs: ReadonlyMap<number, string>;
}

/** A cell with the user's own method. */
export interface OwnCell extends PlannedCell {
  /** The id of the cell that differs in the method, which is plain SGD. */
  readonly plain: string;
}

/** A suite with its cells. */
export interface PlannedSuite {
  readonly claim: Claim;
  readonly seeds: readonly number[];
  /** Without tuned ones that have not chosen. */
  readonly cells: readonly PlannedCell[];
  /** The user's own method, in the place of plain SGD; no part of the claim. */
  readonly own?: readonly OwnCell[];
  /** What its tuned cells try. */
  readonly tried: readonly PlannedCell[];
  /** What each tuned cell chose of its grid; those that have not are missing. */
  readonly chosen: ReadonlyMap<string, string>;
  /** Why each tuned cell that cannot choose cannot, for runs diverged. */
  readonly untunable: ReadonlyMap<string, string>;
  /** Whether every tuned cell has chosen, or cannot. */
  readonly tuned: boolean;
}

/** What a call has to do. */
export interface Plan {
  readonly tier: Tier;
  readonly engine: Fingerprint;
  readonly suites: readonly PlannedSuite[];
  /** Every run that a suite needs, each once, seed by seed. */
  readonly runs: readonly PlannedRun[];
}

/** How the name of a cell with the user's own method begins. */
export const OWN_CELL = "user: ";

/** More seeds than that are a slip of the finger. */
export const MOST_SEEDS_ASKED = 10_000;

/** Which seeds the user asked for: the first so many, or these. */
export type SeedChoice = { readonly count: number } | readonly number[];

/** The seeds of a claim under a choice; its own without one. */
export function seedsOf(
  claim: Claim,
  { tier, choice }: { tier: Tier; choice: SeedChoice | undefined },
): readonly number[] {
  const declared = claim.study.seeds(tier);
  if (choice === undefined) return declared;
  // Exact mathematics gains nothing from other seeds than it declares.
  if (claim.exact) {
    return "count" in choice ? declared.slice(0, choice.count) : declared;
  }
  if (!("count" in choice)) return choice;
  return Array.from(
    { length: choice.count },
    (_, index) =>
      declared[index] ?? Math.max(...declared) + 1 + index - declared.length,
  );
}

/** What a plan is made from. */
export interface PlanOptions {
  readonly tier: Tier;
  readonly engine: Fingerprint;
  readonly choice: SeedChoice | undefined;
  /** The user's own, to be compared with plain SGD. */
  readonly method?: Pick<OwnMethod, "name" | "digest"> | undefined;
  readonly records?: ReadonlyMap<string, RunRecord>;
}

/**
 * Plans suites at a tier on an engine. A tuned cell is planned once the
 * records have all that it tries: what it tries comes first.
 */
export function makePlan(
  claims: readonly Claim[],
  { records = new Map(), ...options }: PlanOptions,
): Plan {
  const { tier, engine } = options;
  const runs = new Map<string, PlannedRun>();
  const planned: CellPlanner = ({ id, settings }, seeds) => ({
    id,
    settings,
    runs: new Map(seeds.map((seed) => {
      const identity = runIdentity(settings, { seed, engine });
      const run = runHash(identity);
      if (!runs.has(run)) runs.set(run, { run, identity, cell: id });
      return [seed, run];
    })),
  });
  const suites = claims.map((claim) =>
    plannedSuite(claim, { ...options, records, planned })
  );
  return {
    tier,
    engine,
    suites,
    runs: [...runs.values()].toSorted((a, b) =>
      a.identity.seed - b.identity.seed
    ),
  };
}

/** Adds the runs of a cell to a plan. */
type CellPlanner = (cell: Cell, seeds: readonly number[]) => PlannedCell;

/** How a suite is planned. */
interface SuiteOptions extends Omit<PlanOptions, "engine"> {
  readonly records: ReadonlyMap<string, RunRecord>;
  readonly planned: CellPlanner;
}

function plannedSuite(claim: Claim, options: SuiteOptions): PlannedSuite {
  const { tier, choice, method, planned } = options;
  const seeds = seedsOf(claim, { tier, choice });
  const asked = cellsOf(claim, tier);
  const tuning: Tuning = { tried: [], chosen: new Map(), untunable: new Map() };
  const cells = asked.flatMap((cell) =>
    "tuning" in cell ? tunedCells(cell, { claim, tuning, ...options }) : [cell]
  );
  const own = method === undefined ? [] : cells.flatMap((cell) => {
    const settings = withOwnMethod(cell.settings, method);
    const id = `${OWN_CELL}${method.name}, ${cell.id}`;
    return settings === undefined
      ? []
      : [{ ...planned({ id, settings }, seeds), plain: cell.id }];
  });
  return {
    ...{ claim, seeds, ...tuning },
    ...own.length === 0 ? {} : { own },
    cells: cells.map((cell) => planned(cell, seeds)),
    tuned: cells.length + tuning.untunable.size === asked.length,
  };
}

/** What the tuned cells of a suite try, and what comes of it. */
interface Tuning {
  readonly tried: PlannedCell[];
  readonly chosen: Map<string, string>;
  readonly untunable: Map<string, string>;
}

/**
 * A tuned cell with the settings that it chooses; none as long as it cannot.
 * Adds to `tuning`.
 */
function tunedCells(
  { id, tuning: { grid, seeds, choose, reported } }: TunedCell,
  { claim, tuning, tier, records, planned }: SuiteOptions & {
    readonly claim: Claim;
    readonly tuning: Tuning;
  },
): Cell[] {
  const { tried, chosen, untunable } = tuning;
  const cells = grid.map((cell) => planned(cell, seeds));
  tried.push(...cells);
  const isTried = cells.every(({ runs }) =>
    [...runs.values()].every((run) => records.has(run))
  );
  if (!isTried) return [];
  const choice = unlessDiverged(
    resultsOf({ claim, cells, tried: [], chosen }, { tier, records }),
    choose,
  );
  if ("why" in choice) {
    untunable.set(id, choice.why);
    return [];
  }
  chosen.set(id, choice.value);
  const { settings } = grid.find(({ id }) => id === choice.value)!;
  return [{ id, settings: reported?.(settings) ?? settings }];
}

/** The cells of its study that a claim needs at a tier. */
export function cellsOf(
  claim: Claim,
  tier: Tier,
): readonly (Cell | TunedCell)[] {
  const wanted = new Set(claim.cells(tier));
  return claim.study.cells(tier).filter(({ id }) => wanted.has(id));
}

/** The settings that a cell may have; those it may report come first. */
export function settingsOf(cell: Cell | TunedCell): readonly RunSettings[] {
  if (!("tuning" in cell)) return [cell.settings];
  const { grid, reported } = cell.tuning;
  const tried = grid.map(({ settings }) => settings);
  return reported === undefined ? tried : [...tried.map(reported), ...tried];
}
