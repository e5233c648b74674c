/**
 * `deno task gate:null`: the command line of null runs.
 *
 * @module
 */
import { readCommandLine } from "../../core/command_line.ts";
import { exitCodeOf } from "../../core/exit_code.ts";
import { positiveInteger } from "../../core/option_integers.ts";
import { UsageError } from "../../core/usage_error.ts";
import { userPath } from "../../core/user_path.ts";
import { dataDirectory } from "../../datasets/data_dir.ts";
import { chooseEngine } from "../../engines/choose.ts";
import type { Claim } from "../../suites/suite.ts";
import { type NullRow, nullText } from "./null_runs.ts";
import { nullRows, recordedOf } from "./null_trials.ts";
import { defaultJobs, usesGraphics } from "../running/default_jobs.ts";
import { interruptions } from "../running/interruptions.ts";
import { engineNamed, suitesNamed, tierNamed } from "../options.ts";
import { plainProgress } from "../terminal/progress.ts";
import { fetchMissing } from "../repro.ts";
import {
  DEFAULT_RESULTS,
  openResultsFolder,
} from "../records/results_folder.ts";

const HELP =
  `Shows how often the gate would cry wolf: runs suites with seeds that they do
not declare, and asks the gate's questions of each set of seeds.

Usage: deno task gate:null [SUITE...] [options]

SUITE             suites that train; all of them by default
--tier TIER       smoke, desk or paper; smoke by default
--engine ENGINE   auto, wasm, webgpu, tensorflow or cpu; auto by default
--against ENGINE  another engine to run the same seeds with, as if its results
                  were the recorded ones
--sets N          sets of seeds, each as large as the suite's; 10 by default
--jobs N          runs at a time; by default as of "repro"
--data-dir DIR    where the data sets are or go; as of "repro"
--results DIR     where results go; by default "results" in the project
--help            print this

Each set is compared with the recorded results of other seeds, by questions 2
(results) and 3 (verdict), and with --against by all three with the runs of the
same seeds elsewhere. A suite with nothing to compare with is left out. Finished
runs are kept; an interrupted call goes on.`;

async function main(args: readonly string[]): Promise<number> {
  const { words, strings, flags } = readCommandLine(args, {
    task: "gate:null",
    strings: [
      ...["tier", "engine", "against", "sets", "jobs", "data-dir", "results"],
    ],
    flags: [],
  });
  if (flags.help) {
    console.log(HELP);
    return 0;
  }
  const claims = trained(words);
  const tier = tierNamed(strings.tier ?? "smoke");
  const { name } = await chooseEngine(engineNamed(strings.engine ?? "auto"));
  const against = strings.against === undefined
    ? undefined
    : (await chooseEngine(engineNamed(strings.against))).name;
  if (against === name) {
    throw new UsageError(
      `Cannot compare ${name} with itself: the same seeds give the same bits; name another engine with --against`,
    );
  }
  const dataDir = dataDirectory(strings["data-dir"]);
  const jobs = strings.jobs === undefined
    ? defaultJobs({ tier, graphics: await usesGraphics(name) })
    : positiveInteger(strings.jobs, "jobs");
  const screen = {
    ...{ terminal: false, columns: 80, now: () => performance.now() },
    write: (text: string) => {
      Deno.stderr.writeSync(new TextEncoder().encode(text));
    },
  };
  const recorded = await recordedOf(claims, {
    ...{
      tier,
      engine: name,
      against,
      say: (line) => screen.write(`${line}\n`),
    },
  });
  const { signal, atOnce } = interruptions(() =>
    screen.write("Stopping at the next step; Ctrl-C again ends at once\n")
  );
  const options = {
    ...{ tier, engine: name, against, jobs, dataDir, signal, atOnce },
    sets: positiveInteger(strings.sets ?? "10", "sets"),
    folder: await openResultsFolder(
      strings.results === undefined
        ? DEFAULT_RESULTS
        : userPath(strings.results),
      { create: true },
    ),
  };
  const fetched = await fetchMissing([...recorded.keys()], {
    tier,
    dataDir,
    quiet: false,
  });
  if (fetched !== 0) return fetched;
  const rows: NullRow[] = [];
  for (const [claim, golden] of recorded) {
    screen.write(`${claim.id}, ${options.sets} sets of seeds\n`);
    const observer = plainProgress(screen, { jobs });
    rows.push(...await nullRows(claim, { ...options, golden, observer }));
  }
  console.log(nullText(rows));
  return 0;
}

/** The suites that train; exact ones have nothing that seeds could change. */
function trained(ids: readonly string[]): readonly Claim[] {
  const claims = suitesNamed(ids);
  const exact = claims.find((claim) => claim.exact);
  if (ids.length > 0 && exact !== undefined) {
    throw new UsageError(
      `Cannot do null runs of ${exact.id}: it is exact, and seeds change nothing; leave it out`,
    );
  }
  return claims.filter((claim) => !claim.exact);
}

if (import.meta.main) Deno.exit(await exitCodeOf(() => main(Deno.args)));
