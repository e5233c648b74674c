/**
 * One call of `deno task repro`: plan, run, judge, compare.
 *
 * @module
 */
import type { DatasetName, SourceName } from "../datasets/mod.ts";
import { missingFiles } from "../datasets/mod.ts";
import { fetchDatasets } from "../datasets/fetch/fetch_process.ts";
import type { Claim, Tier } from "../suites/suite.ts";
import { noteAsked } from "./asked_suites.ts";
import { gate } from "./gate.ts";
import { type Golden, readGolden } from "./golden_file.ts";
import {
  type Launched,
  type Launcher,
  launchHere,
  type LaunchOptions,
} from "./launcher.ts";
import { cellsOf, makePlan, type SeedChoice } from "./plan.ts";
import { resultsOf } from "./results.ts";
import { readResultsCsv, writeResultsCsv } from "./results_csv.ts";
import type { SuiteReport } from "./suite_report.ts";
import { summarize } from "./summary.ts";
import { verdictOf } from "./verdict.ts";

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
  const launch = options.launcher ?? launchHere;
  const launched = await launch(async (engine) => {
    const plan = makePlan(claims, { tier, engine, choice: seeds });
    await noteAsked(plan, { folder: folder.path, seeds });
    return plan;
  }, options);
  const { plan, records, goesOn } = launched;
  const csv = await writeResultsCsv(plan, { folder: folder.path, records });
  const complete = plan.suites.filter(({ cells }) =>
    cells.every(({ runs }) =>
      [...runs.values()].every((run) => records.has(run))
    )
  );
  const over = !signal.aborted && goesOn === undefined;
  const reports = !over ? [] : complete.map((suite): SuiteReport => {
    const { claim } = suite;
    const results = resultsOf(suite, { tier, records });
    const verdict = verdictOf(claim, { results, seeds: suite.seeds });
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
            seedsChosen: seeds !== undefined,
          }),
        }
        : {},
    };
  });
  return { ...launched, reports, csv };
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
      cellsOf(claim, tier).flatMap(({ settings }) => settings.datasets)
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
