/**
 * Recording results as golden.
 *
 * @module
 */
import { NUMERICS_VERSION } from "../core/numerics_version.ts";
import { UsageError } from "../core/usage_error.ts";
import type { Claim, Tier } from "../suites/suite.ts";
import type { EngineSetup } from "./engine_setup.ts";
import { goldenRunsOf } from "./gate.ts";
import {
  type Golden,
  GOLDEN_VERSION,
  type GoldenName,
  type GoldenRun,
  readGolden,
  writeGolden,
} from "./golden_file.ts";
import { makePlan, type Plan, type PlannedSuite } from "./plan.ts";
import { resultsOf } from "./results.ts";
import type { ResultsFolder } from "./results_folder.ts";
import { RecordError, type RunRecord } from "./run_record.ts";
import { secondsOf } from "./seconds_of.ts";
import { verdictOf } from "./verdict.ts";
import { startWorker } from "./worker.ts";

/** Which results to record. */
export interface AcceptOptions {
  readonly claims: readonly Claim[];
  readonly tier: Tier;
  readonly engine: EngineSetup;
  readonly folder: ResultsFolder;
  /** Why they are the new truth; kept in the files. */
  readonly reason: string;
  /** Folder of the golden files, if not the repository's. */
  readonly goldenFolder?: string;
}

/** What was recorded for a suite. */
export interface Accepted {
  readonly path: string;
  readonly golden: Golden;
  readonly previous: Golden | undefined;
  /** Runs that are new or have other numbers than before. */
  readonly changed: number;
}

/**
 * Writes the golden files of suites from finished runs, with every declared
 * seed. Nothing is written unless every run of every suite is there.
 *
 * @throws {UsageError} if a run has not finished or its record is damaged.
 */
export async function acceptGolden(
  options: AcceptOptions,
): Promise<Accepted[]> {
  const { claims, tier, engine, goldenFolder } = options;
  const worker = await startWorker(engine);
  worker.kill();
  const plan = makePlan(claims, {
    tier,
    engine: worker.engine,
    choice: undefined,
  });
  const records = await readAll(plan.suites, options);
  const goldens = plan.suites.map((suite) =>
    goldenOf(suite, { plan, records, ...options })
  );
  const where = goldenFolder === undefined ? {} : { folder: goldenFolder };
  const accepted: Accepted[] = [];
  for (const golden of goldens) {
    const previous = await readPrevious(
      { ...golden, engine: engine.name },
      where,
    );
    accepted.push({
      path: await writeGolden(golden, where),
      golden,
      previous,
      changed: changedRuns(golden.runs, previous?.runs ?? []),
    });
  }
  return accepted;
}

function goldenOf(
  suite: PlannedSuite,
  { plan: { tier, engine }, records, reason }: {
    plan: Plan;
    records: ReadonlyMap<string, RunRecord>;
    reason: string;
  },
): Golden {
  const { claim, seeds, cells } = suite;
  const results = resultsOf(suite, { tier, records });
  const [run] = [...cells[0]!.runs.values()];
  return {
    version: GOLDEN_VERSION,
    suite: claim.id,
    tier,
    engine,
    numerics: NUMERICS_VERSION,
    outcome: verdictOf(claim, { results, seeds }).outcome,
    accepted: new Date().toISOString().slice(0, 10),
    reason,
    environment: records.get(run!)!.environment,
    seconds: secondsOf(suite, records),
    runs: goldenRunsOf(suite, records),
  };
}

async function readAll(
  suites: readonly PlannedSuite[],
  { folder, tier, engine }: AcceptOptions,
): Promise<ReadonlyMap<string, RunRecord>> {
  const records = new Map<string, RunRecord>();
  for (const { claim, cells } of suites) {
    const missing: string[] = [];
    for (const { id, runs } of cells) {
      for (const [seed, run] of runs) {
        const record = await readRecord(folder, run);
        if (record === undefined) missing.push(`${id} seed ${seed}`);
        else records.set(run, record);
      }
    }
    if (missing.length > 0) {
      throw new UsageError(
        `Cannot accept ${claim.id}: ${missing.length} of its runs have not finished in ${folder.path}, such as ${
          missing[0]
        }; run "deno task repro ${claim.id} --tier ${tier} --engine ${engine.name} --no-gate" first`,
      );
    }
  }
  return records;
}

async function readRecord(
  folder: ResultsFolder,
  run: string,
): Promise<RunRecord | undefined> {
  try {
    return await folder.read(run);
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    throw new UsageError(
      `Cannot accept: the record of run ${run} ${error.message}; "deno task repro" does it again`,
    );
  }
}

/** The golden that is there; one that cannot be read is being replaced. */
async function readPrevious(
  name: GoldenName,
  where: { folder?: string },
): Promise<Golden | undefined> {
  try {
    return await readGolden(name, where);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

function changedRuns(
  runs: readonly GoldenRun[],
  previous: readonly GoldenRun[],
): number {
  const before = new Set(previous.map((run) => JSON.stringify(run)));
  return runs.filter((run) => !before.has(JSON.stringify(run))).length;
}
