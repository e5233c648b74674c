/**
 * One call of `deno task repro`: plan, run, judge, compare.
 *
 * @module
 */
import type { DatasetName, SourceName } from "../datasets/mod.ts";
import { missingFiles } from "../datasets/mod.ts";
import { fetchDatasets } from "../datasets/fetch/fetch_process.ts";
import type { Fingerprint } from "../engines/engine.ts";
import type { Claim, Tier } from "../suites/suite.ts";
import { noteAsked } from "./asked_suites.ts";
import { gate } from "./golden/gate.ts";
import { readGolden } from "./golden/golden_file.ts";
import type { Golden } from "./golden/golden_form.ts";
import { lastVerdictOf, writeLastVerdict } from "./records/last_verdict.ts";
import {
  type Launched,
  type Launcher,
  launchHere,
  type LaunchOptions,
} from "./running/launcher.ts";
import {
  cellsOf,
  makePlan,
  type SeedChoice,
  settingsOf,
} from "./running/plan.ts";
import { readResultsCsv, writeResultsCsv } from "./records/results_csv.ts";
import { ownReport } from "./own_method/own_report.ts";
import type { RunRecord } from "./records/run_record.ts";
import type { SuiteReport } from "./terminal/suite_report.ts";
import { summarize } from "./terminal/summary.ts";
import { verdictOf } from "./golden/verdict.ts";

/** What to do. */
export interface ReproOptions extends LaunchOptions {
  readonly claims: readonly Claim[];
  readonly seeds: SeedChoice | undefined;
  /** Whether to compare with the golden results. */
  readonly gate: boolean;
  /** Where runs are done; here by default. */
  readonly launcher?: Launcher;
}

/** What a call did. */
export interface ReproResult extends Launched {
  /** One for each suite whose runs have all finished. */
  readonly reports: readonly SuiteReport[];
  /** Path of the table of all metrics. */
  readonly csv: string;
}

/** Reproduces claims. */
export async function repro(options: ReproOptions): Promise<ReproResult> {
  const { claims, tier, engine, seeds, folder, signal } = options;
  // What cannot be used is better found before an hour of runs than after.
  const goldens = new Map<Claim, Golden | undefined>();
  for (const claim of options.gate ? claims : []) {
    goldens.set(
      claim,
      await readGolden({ suite: claim.id, tier, engine: engine.name }),
    );
  }
  await readResultsCsv(folder.path);
  const launched = await launchTuned(options);
  const { plan, records, goesOn } = launched;
  const csv = await writeResultsCsv(plan, {
    ...{ folder: folder.path, records, atOnce: options.atOnce },
    onWait: () =>
      options.observer.note(
        "waiting for another process: it writes results.csv",
      ),
  });
  const complete = plan.suites.filter(({ tuned, cells }) =>
    tuned &&
    cells.every(({ runs }) =>
      [...runs.values()].every((run) => records.has(run))
    )
  );
  const over = !signal.aborted && goesOn === undefined;
  const reports = !over ? [] : complete.map((suite): SuiteReport => {
    const { claim } = suite;
    const verdict = verdictOf(suite, { tier, records });
    return {
      claim,
      cells: summarize(suite, { tier, records }),
      verdict,
      ...ownReport(suite, { tier, records }),
      ...options.gate
        ? {
          gate: gate({
            suite,
            records,
            verdict,
            golden: goldens.get(claim),
            seedsChosen: seeds !== undefined,
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
  return { ...launched, reports, csv };
}

/**
 * Has the runs done that suites need: first what tuned cells try, then what
 * they chose.
 */
async function launchTuned(options: ReproOptions): Promise<Launched> {
  const { claims, tier, seeds, folder, signal } = options;
  const launch = options.launcher ?? launchHere;
  let onDevice = options.onDevice;
  let records: ReadonlyMap<string, RunRecord> = new Map();
  const { method } = options;
  const planOn = (engine: Fingerprint) =>
    makePlan(claims, { tier, engine, choice: seeds, method, records });
  for (;;) {
    const launched = await launch(async (engine, { nodes } = {}) => {
      const plan = planOn(engine);
      await noteAsked(plan, { folder: folder.path, seeds, method, nodes });
      return plan;
    }, { ...options, onDevice });
    const { plan, goesOn } = launched;
    const tuned = plan.suites.every(({ tuned }) => tuned);
    if (signal.aborted || goesOn !== undefined || tuned) return launched;
    records = launched.records;
    onDevice = () => {};
    // Where something failed, or diverged, nothing more can be chosen.
    const next = planOn(plan.engine);
    if (next.runs.length === plan.runs.length) {
      return { ...launched, plan: next };
    }
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
