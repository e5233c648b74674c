/**
 * One call of `deno task repro`: plan, run, judge, compare.
 *
 * @module
 */
import type { DatasetName, SourceName } from "../datasets/mod.ts";
import { missingFiles } from "../datasets/mod.ts";
import { fetchDatasets } from "../datasets/fetch/fetch_process.ts";
import type { Claim, Tier } from "../suites/suite.ts";
import type { EngineSetup } from "./engine_setup.ts";
import type { Environment } from "./environment.ts";
import { gate } from "./gate.ts";
import { type Golden, readGolden } from "./golden_file.ts";
import { describeHost } from "./host/host.ts";
import { lastVerdictOf, writeLastVerdict } from "./last_verdict.ts";
import {
  cellsOf,
  makePlan,
  type Plan,
  type SeedChoice,
  settingsOf,
} from "./plan.ts";
import { resultsOf } from "./results.ts";
import { readResultsCsv, writeResultsCsv } from "./results_csv.ts";
import type { ResultsFolder } from "./results_folder.ts";
import { type PlanResult, type RunObserver, runPlan } from "./run_plan.ts";
import type { SuiteReport } from "./suite_report.ts";
import { summarize } from "./summary.ts";
import { verdictOf } from "./verdict.ts";
import { startWorker } from "./worker.ts";

/** What to do. */
export interface ReproOptions {
  readonly claims: readonly Claim[];
  readonly tier: Tier;
  readonly engine: EngineSetup;
  readonly seeds: SeedChoice | undefined;
  readonly jobs: number;
  readonly dataDir: string;
  readonly folder: ResultsFolder;
  /** Whether to compare with the golden results. */
  readonly gate: boolean;
  readonly observer: RunObserver;
  /** Told what the engine runs on. */
  readonly onDevice: (device: string) => void;
  /** As in {@linkcode RunPlanOptions}. */
  readonly checkpointEvery?: number | undefined;
  readonly signal: AbortSignal;
  readonly atOnce?: AbortSignal;
}

/** What a call did. */
export interface ReproResult extends PlanResult {
  readonly plan: Plan;
  /** One for each suite whose runs have all finished. */
  readonly reports: readonly SuiteReport[];
  /** Path of the table of all metrics. */
  readonly csv: string;
  /** Of this call; runs that had finished before have their own. */
  readonly environment: Environment;
}

/** Reproduces claims. */
export async function repro(options: ReproOptions): Promise<ReproResult> {
  const { claims, tier, engine, folder, signal } = options;
  // What cannot be used is better found before an hour of runs than after.
  const goldens = new Map<Claim, Golden | undefined>();
  for (const claim of options.gate ? claims : []) {
    goldens.set(
      claim,
      await readGolden({ suite: claim.id, tier, engine: engine.name }),
    );
  }
  await readResultsCsv(folder.path);
  const { plan, records, failures, environment } = await runTuned(options);
  const csv = await writeResultsCsv(plan, { folder: folder.path, records });
  const complete = plan.suites.filter(({ tuned, cells }) =>
    tuned &&
    cells.every(({ runs }) =>
      [...runs.values()].every((run) => records.has(run))
    )
  );
  const reports = signal.aborted ? [] : complete.map((suite): SuiteReport => {
    const { claim, seeds } = suite;
    const results = resultsOf(suite, { tier, records });
    const verdict = verdictOf(claim, { results, seeds });
    return {
      claim,
      cells: summarize(suite, { tier, records }),
      verdict,
      ...options.gate
        ? {
          gate: gate({
            suite,
            records,
            verdict,
            golden: goldens.get(claim),
            seedsChosen: options.seeds !== undefined,
          }),
        }
        : {},
    };
  });
  for (const report of reports) {
    await writeLastVerdict(
      folder.path,
      lastVerdictOf(report, { plan, records, engine: engine.name }),
    );
  }
  return {
    plan,
    records,
    failures,
    reports,
    csv,
    environment,
  };
}

/** What has been done, and with what. */
type Done = PlanResult & Pick<ReproResult, "plan" | "environment">;

/**
 * Does the runs that suites need: first what tuned cells try, then what they
 * chose.
 */
async function runTuned(options: ReproOptions): Promise<Done> {
  const { claims, tier, engine, signal } = options;
  const host = await describeHost();
  let done: Done | undefined;
  while (true) {
    const first = await startWorker(engine, { ...options, host });
    if (done === undefined) options.onDevice(first.device);
    const plan = makePlan(claims, {
      ...{ tier, engine: first.engine, choice: options.seeds },
      ...(done === undefined ? {} : { records: done.records }),
    });
    const isNothingNew = plan.runs.length === done?.plan.runs.length;
    if (done !== undefined && isNothingNew) {
      first.kill();
      return done;
    }
    done = {
      plan,
      environment: first.environment,
      ...await runPlan(plan.runs, {
        ...{ ...options, first, host },
        // The smoke tier asks whether the code is still right: a result of
        // other code is no answer.
        sameCode: tier === "smoke",
      }),
    };
    if (signal.aborted || plan.suites.every(({ tuned }) => tuned)) return done;
  }
}

/**
 * Fetches the data sets that suites need and that are not there. Returns the
 * exit code of the fetching.
 */
export async function fetchMissing(
  claims: readonly Claim[],
  { tier, dataDir, quiet }: { tier: Tier; dataDir: string; quiet: boolean },
): Promise<number> {
  const names = new Set<DatasetName>(
    claims.flatMap((claim) =>
      cellsOf(claim, tier).flatMap(settingsOf).flatMap(({ datasets }) =>
        datasets
      )
    ),
  );
  const missing: SourceName[] = [];
  for (const name of names) {
    if (name === "synthetic") continue;
    if ((await missingFiles(name, { dataDir })).length > 0) missing.push(name);
  }
  return await fetchDatasets(missing, {
    dataDir,
    mirror: Deno.env.get("GRADNOISE_DATA_MIRROR") || undefined,
    quiet,
  });
}
