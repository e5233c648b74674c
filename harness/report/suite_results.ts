/**
 * What there is to report of each claim: finished runs of a results folder,
 * and where there are none the recorded results.
 *
 * @module
 */
import { NUMERICS_VERSION } from "../../core/numerics_version.ts";
import { UsageError } from "../../core/usage_error.ts";
import {
  ENGINE_NAMES,
  type EngineName,
  type Fingerprint,
} from "../../engines/engine.ts";
import { type Claim, type Tier, TIERS } from "../../suites/suite.ts";
import { gate, type GateReport } from "../gate.ts";
import { type Golden, readGolden } from "../golden_file.ts";
import {
  cellsOf,
  type PlannedSuite,
  type SeedChoice,
  seedsOf,
} from "../plan.ts";
import { resultsOf } from "../results.ts";
import { canonical, type RunIdentity, runIdentity } from "../run_identity.ts";
import type { RunRecord } from "../run_record.ts";
import { type CellSummary, summarize } from "../summary.ts";
import { type Verdict, verdictOf } from "../verdict.ts";
import { recordedSuite } from "./recorded_suite.ts";

/** A claim's results at a tier on an engine. */
export interface SuiteResult {
  readonly claim: Claim;
  readonly tier: Tier;
  readonly engine: Fingerprint;
  /** Present if these are the recorded results and not runs of the folder. */
  readonly recorded?: Golden;
  readonly suite: PlannedSuite;
  readonly records: ReadonlyMap<string, RunRecord>;
  /** How many seeds were asked for; {@link suite} has those that are there. */
  readonly seedsAsked: number;
  /** Absent if the claim cannot be judged of these results. */
  readonly verdict?: Verdict;
  /** Why it cannot. */
  readonly problem?: string;
  readonly cells: readonly CellSummary[];
  /** Absent where nothing is recorded to compare with. */
  readonly gate?: GateReport;
}

/**
 * Runs of a claim that do not make up a single seed of all cells, those of
 * cells that another tier has too left out.
 */
export interface UnfinishedRuns {
  readonly tier: Tier;
  readonly engine: Fingerprint;
  readonly finished: number;
  readonly planned: number;
}

/** All there is of a claim, the largest tier first. */
export interface ClaimResults {
  readonly claim: Claim;
  readonly results: readonly SuiteResult[];
  readonly unfinished: readonly UnfinishedRuns[];
}

/** What to collect. */
export interface CollectOptions {
  readonly claims: readonly Claim[];
  readonly records: ReadonlyMap<string, RunRecord>;
  /** Largest first. */
  readonly tiers: readonly Tier[];
  readonly engines: readonly EngineName[];
  readonly seeds: SeedChoice | undefined;
  /** Folder of the golden files, if not the repository's. */
  readonly goldenFolder?: string;
}

/** Everything that decides a run's bits but its seed, and the runs of it. */
type Conditions = ReadonlyMap<string, ReadonlyMap<number, RunRecord>>;

/** The results of claims, and the golden files that cannot be used. */
export async function collectResults(
  options: CollectOptions,
): Promise<{ claims: readonly ClaimResults[]; problems: readonly string[] }> {
  const { records, tiers, engines } = options;
  const conditions = byCondition(records.values());
  const fingerprints = fingerprintsOf(records.values()).filter(({ engine }) =>
    engines.some((name) => name === engine)
  );
  const problems: string[] = [];
  const claims: ClaimResults[] = [];
  for (const claim of options.claims) {
    const results: SuiteResult[] = [];
    const unfinished: UnfinishedRuns[] = [];
    for (const tier of tiers) {
      const goldens = await goldensOf(claim, { ...options, tier, problems });
      const found = fingerprints.flatMap((engine) => {
        const runs = runsOf(claim, { ...options, tier, engine, conditions });
        if ("finished" in runs) {
          if (runs.finished > 0) unfinished.push(runs);
          return [];
        }
        const golden = goldens.get(engine.engine as EngineName);
        return resultOfRuns(runs, { ...options, tier, engine, golden });
      });
      const recorded = [...goldens].filter(([name]) =>
        !found.some(({ engine }) => engine.engine === name)
      ).map(([, golden]) => resultOfGolden(claim, golden));
      results.push(
        ...found.toSorted((a, b) =>
          b.suite.seeds.length - a.suite.seeds.length
        ),
        ...recorded,
      );
    }
    claims.push({ claim, results, unfinished });
  }
  return { claims, problems };
}

function byCondition(records: Iterable<RunRecord>): Conditions {
  const conditions = new Map<string, Map<number, RunRecord>>();
  for (const record of records) {
    const condition = conditionOf(record.identity);
    const seeds = conditions.get(condition) ?? new Map<number, RunRecord>();
    conditions.set(condition, seeds.set(record.identity.seed, record));
  }
  return conditions;
}

function conditionOf({ settings, datasets, engine, numerics }: RunIdentity) {
  return canonical({ settings, datasets, engine, numerics });
}

/** The engines that runs of this version of the numerics were done with. */
function fingerprintsOf(records: Iterable<RunRecord>): Fingerprint[] {
  const found = new Map<string, Fingerprint>();
  for (const { identity: { engine, numerics } } of records) {
    if (numerics === NUMERICS_VERSION) found.set(canonical(engine), engine);
  }
  return [...found].toSorted(([a], [b]) => a < b ? -1 : 1)
    .map(([, engine]) => engine);
}

/** A claim's runs on an engine, of the seeds that every cell has. */
function runsOf(
  claim: Claim,
  { tier, engine, conditions, seeds }: {
    tier: Tier;
    engine: Fingerprint;
    conditions: Conditions;
    seeds: SeedChoice | undefined;
  },
): PlannedSuite & { seedsAsked: number } | UnfinishedRuns {
  const asked = seedsOf(claim, { tier, choice: seeds });
  const cells = cellsOf(claim, tier).map(({ id, settings }) => ({
    id,
    settings,
    found: conditions.get(
      conditionOf(runIdentity(settings, { seed: 0, engine })),
    ) ?? new Map<number, RunRecord>(),
  }));
  const complete = asked.filter((seed) =>
    cells.every(({ found }) => found.has(seed))
  );
  if (complete.length === 0) {
    const shared = new Set(
      TIERS.filter((other) => other !== tier).flatMap((other) =>
        cellsOf(claim, other).map(({ settings }) => canonical(settings))
      ),
    );
    const own = cells.filter(({ settings }) =>
      !shared.has(canonical(settings))
    );
    const finished = own.flatMap(({ found }) =>
      asked.filter((seed) => found.has(seed))
    ).length;
    return { tier, engine, finished, planned: asked.length * own.length };
  }
  return {
    claim,
    seeds: complete,
    seedsAsked: asked.length,
    cells: cells.map(({ id, settings, found }) => ({
      id,
      settings,
      runs: new Map(complete.map((seed) => [seed, found.get(seed)!.run])),
    })),
  };
}

function resultOfRuns(
  { seedsAsked, ...suite }: PlannedSuite & { seedsAsked: number },
  { tier, engine, records, seeds, golden }: {
    tier: Tier;
    engine: Fingerprint;
    records: ReadonlyMap<string, RunRecord>;
    seeds: SeedChoice | undefined;
    golden: Golden | undefined;
  },
): SuiteResult {
  const judged = judgedOf(suite, { tier, records });
  const { verdict } = judged;
  return {
    ...{ claim: suite.claim, tier, engine, suite, records, seedsAsked },
    ...judged,
    ...golden === undefined || verdict === undefined ? {} : {
      gate: gate({
        ...{ suite, records, verdict, golden },
        seedsChosen: seeds !== undefined || suite.seeds.length < seedsAsked,
      }),
    },
  };
}

function resultOfGolden(claim: Claim, golden: Golden): SuiteResult {
  const { tier, engine } = golden;
  const { suite, records } = recordedSuite(claim, golden);
  return {
    ...{ claim, tier, engine, suite, records, recorded: golden },
    seedsAsked: suite.seeds.length,
    ...judgedOf(suite, { tier, records }),
  };
}

/** Numbers and verdict, or what keeps from them. */
function judgedOf(
  suite: PlannedSuite,
  of: { tier: Tier; records: ReadonlyMap<string, RunRecord> },
): Pick<SuiteResult, "cells" | "verdict" | "problem"> {
  const cells = summarize(suite, of);
  try {
    const results = resultsOf(suite, of);
    const { claim, seeds } = suite;
    return { cells, verdict: verdictOf(claim, { results, seeds }) };
  } catch (error) {
    // What predicates say of values that cannot be compared.
    if (error instanceof RangeError) return { cells, problem: error.message };
    throw error;
  }
}

async function goldensOf(
  claim: Claim,
  { tier, engines, goldenFolder, problems }: {
    tier: Tier;
    engines: readonly EngineName[];
    goldenFolder?: string;
    problems: string[];
  },
): Promise<ReadonlyMap<EngineName, Golden>> {
  const goldens = new Map<EngineName, Golden>();
  for (const engine of ENGINE_NAMES) {
    if (!engines.includes(engine)) continue;
    try {
      const golden = await readGolden(
        { suite: claim.id, tier, engine },
        goldenFolder === undefined ? {} : { folder: goldenFolder },
      );
      if (golden !== undefined) goldens.set(engine, golden);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      problems.push(error.message);
    }
  }
  return goldens;
}
