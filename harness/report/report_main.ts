/**
 * `deno task report`: one HTML file on the claims, their verdicts and the
 * runs behind them.
 *
 * @module
 */
import { dirname, join, relative, sep } from "node:path";
import { writeFileAtomic } from "../../core/atomic_file.ts";
import { readBenchResults } from "../../core/bench_results.ts";
import { readCommandLine } from "../../core/command_line.ts";
import { exitCodeOf } from "../../core/exit_code.ts";
import { UsageError } from "../../core/usage_error.ts";
import { userPath } from "../../core/user_path.ts";
import { ENGINE_NAMES } from "../../engines/engine.ts";
import { TIERS } from "../../suites/suite.ts";
import { engineNamed, seedsIn, suitesNamed, tierNamed } from "../options.ts";
import {
  DEFAULT_RESULTS,
  openResultsFolder,
} from "../records/results_folder.ts";
import { whyUnusable } from "../../core/why_unusable.ts";
import { standardError } from "../terminal/screen.ts";
import { countText } from "../terminal/numbers.ts";
import { page } from "./page.ts";
import { readRecords } from "./records.ts";
import { slowProgress } from "./slow_progress.ts";
import { sourceDigest } from "../host/source_digest.ts";
import { collectResults } from "./suite_results.ts";
import { usedRunsText } from "./used_runs.ts";
import { writing } from "./writing.ts";

const HELP = `Writes a report on the papers' claims as one HTML file.

Usage: deno task report [SUITE...] [options]

SUITE             suites to report; all of them by default
--results DIR     where the runs are; by default "results" in the project.
                  Suites without finished runs show the recorded results
--tier TIER       ${TIERS.join(", ")} only
--engine ENGINE   ${ENGINE_NAMES.join(", ")} only
--seeds N|a,b,c   these seeds instead of those that the suites declare
--bench FILE      what noise costs per step, from "deno task bench --json"
--output FILE     where the report goes; by default DIR/report.html
--help            print this

Exit codes: 0 all well, though damaged files may be left out; 2 wrong use or
bad input; 3 something crashed.`;

/** Tables that `repro` writes beside the runs. */
const TABLES = ["results.csv", "results.parquet"];

async function main(args: readonly string[]): Promise<number> {
  const { words, strings, flags } = readCommandLine(args, {
    task: "report",
    strings: ["results", "tier", "engine", "seeds", "bench", "output"],
    flags: [],
  });
  if (flags.help) {
    console.log(HELP);
    return 0;
  }
  const claims = suitesNamed(words);
  const tiers = strings.tier === undefined
    ? TIERS.toReversed()
    : [tierNamed(strings.tier)];
  const engine = engineNamed(strings.engine ?? "auto");
  const engines = engine === "auto" ? ENGINE_NAMES : [engine];
  const seeds = strings.seeds === undefined
    ? undefined
    : seedsIn(strings.seeds);
  const folder = strings.results === undefined
    ? DEFAULT_RESULTS
    : userPath(strings.results);
  const output = strings.output === undefined
    ? join(folder, "report.html")
    : userPath(strings.output);
  const bench = strings.bench === undefined
    ? undefined
    : await readBenchResults(userPath(strings.bench));

  // Without runs in the default folder there are recorded results to report;
  // any other folder that is none is a mistake.
  const isAsked = strings.results !== undefined;
  const hasRuns = isAsked || await exists(join(folder, "runs"));
  if (hasRuns) await openResultsFolder(folder, { create: false });
  // Better known now than after all else.
  await writing(output, () => Deno.mkdir(dirname(output), { recursive: true }));

  const progress = slowProgress(standardError());
  const found = await readRecords(folder, {
    onProgress: (read, all) => progress.at("reading runs", read, all),
  });
  const collected = await collectResults({
    ...{ claims, records: found.records, tiers, engines, seeds },
    sources: sourceDigest(),
    onProgress: (judged, all) => progress.at("judging claims", judged, all),
  });
  const problems = [...found.problems, ...collected.problems];
  const text = await page({
    ...{ claims: collected.claims, runs: found.records.size, problems },
    now: new Date(),
    tables: await tablesBeside(output, folder),
    ...bench === undefined ? {} : { bench },
  }, {
    onSection: (drawn, all) => progress.at("drawing claims", drawn, all),
  });
  progress.end();
  await writing(output, () => writeFileAtomic(output, text));
  for (const problem of problems) console.error(`left out: ${problem}`);
  console.log(
    `${output}: ${countText(claims.length, "claim")}, ${
      usedRunsText(collected.claims, { runs: found.records.size })
    }`,
  );
  return 0;
}

/** The tables of all runs that are there, with the way from the report. */
async function tablesBeside(output: string, folder: string) {
  const tables: { name: string; href: string }[] = [];
  for (const name of TABLES) {
    const path = join(folder, name);
    if (!await exists(path)) continue;
    const steps = relative(dirname(output), path).split(sep);
    tables.push({ name, href: `./${steps.map(encodeURIComponent).join("/")}` });
  }
  return tables;
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw new UsageError(`Cannot read ${path}: ${whyUnusable(error)}`);
  }
}

if (import.meta.main) Deno.exit(await exitCodeOf(() => main(Deno.args)));
