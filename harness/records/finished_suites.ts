/**
 * What of suites has finished in a results folder.
 *
 * @module
 */
import { UsageError } from "../../core/usage_error.ts";
import type { Claim, Tier } from "../../suites/suite.ts";
import type { EngineSetup } from "../host/engine_setup.ts";
import {
  makePlan,
  type Plan,
  type PlannedRun,
  type PlannedSuite,
  type SeedChoice,
} from "../running/plan.ts";
import { readPlan } from "./read_plan.ts";
import type { ResultsFolder } from "./results_folder.ts";
import { RecordError, type RunRecord } from "./run_record.ts";
import { startWorker } from "../running/worker.ts";

/** Where to look for runs, and for which. */
export interface FinishedSuitesOptions {
  readonly claims: readonly Claim[];
  readonly tier: Tier;
  readonly engine: EngineSetup;
  readonly folder: ResultsFolder;
  /** All that the suites declare by default. */
  readonly seeds?: SeedChoice | undefined;
}

/** A suite with its seeds, and with what it tries. */
export interface FinishedSuite {
  readonly suite: PlannedSuite;
  /** By hash. */
  readonly records: ReadonlyMap<string, RunRecord>;
  /** Seeds that have not finished, by cell or what a cell tries. */
  readonly missing: ReadonlyMap<string, ReadonlySet<number>>;
  /** How many runs these are: tuned cells may try the same. */
  readonly absent: number;
}

/** Suites on the engine as it is here. */
export interface FinishedSuites {
  readonly plan: Plan;
  readonly suites: readonly FinishedSuite[];
  /** Digest of the present code. */
  readonly sources: string;
}

/**
 * Reads the records of suites' runs.
 *
 * @throws {UsageError} if a record is damaged, or the engine cannot be used.
 */
export async function finishedSuites(
  { claims, tier, engine, folder, seeds }: FinishedSuitesOptions,
): Promise<FinishedSuites> {
  const worker = await startWorker(engine);
  worker.kill();
  const { plan, records } = await readPlan(
    (records) =>
      makePlan(claims, {
        ...{ tier, engine: worker.engine, choice: seeds, records },
      }),
    { read: (runs) => undamagedRecords(folder, runs) },
  );
  return {
    plan,
    suites: plan.suites.map((suite) => finishedSuite(suite, records)),
    sources: worker.environment.sources,
  };
}

function finishedSuite(
  suite: PlannedSuite,
  all: ReadonlyMap<string, RunRecord>,
): FinishedSuite {
  const records = new Map<string, RunRecord>();
  const missing = new Map<string, Set<number>>();
  const absent = new Set<string>();
  for (const { id, runs } of [...suite.tried, ...suite.cells]) {
    for (const [seed, run] of runs) {
      const record = all.get(run);
      if (record !== undefined) records.set(run, record);
      else {
        missing.set(id, new Set(missing.get(id)).add(seed));
        absent.add(run);
      }
    }
  }
  return { suite, records, missing, absent: absent.size };
}

async function undamagedRecords(
  folder: ResultsFolder,
  runs: readonly PlannedRun[],
): Promise<Map<string, RunRecord>> {
  const records = new Map<string, RunRecord>();
  for (const { run } of runs) {
    try {
      const record = await folder.read(run);
      if (record !== undefined) records.set(run, record);
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      throw new UsageError(
        `Cannot use the record of run ${run}: it ${error.message}; "deno task repro" does it again`,
      );
    }
  }
  return records;
}
