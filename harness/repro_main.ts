/**
 * `deno task repro`: the command line of {@link repro}.
 *
 * @module
 */
import process from "node:process";
import { readCommandLine } from "../core/command_line.ts";
import { exitCodeOf } from "../core/exit_code.ts";
import { UsageError } from "../core/usage_error.ts";
import { userPath } from "../core/user_path.ts";
import { dataDirectory } from "../datasets/data_dir.ts";
import { chooseEngine, type EngineChoice } from "../engines/choose.ts";
import { TIERS } from "../suites/suite.ts";
import { defaultJobs, RUN_MEMORY, usesGraphics } from "./default_jobs.ts";
import { engineSetup } from "./engine_setup.ts";
import { listText, suitesJson } from "./list.ts";
import {
  engineNamed,
  positiveInteger,
  seedsIn,
  suitesNamed,
  tierNamed,
} from "./options.ts";
import {
  plainProgress,
  quietProgress,
  type Screen,
  terminalProgress,
} from "./progress.ts";
import { fetchMissing, repro, type ReproResult } from "./repro.ts";
import { slurmLauncher } from "./slurm/launch.ts";
import { SLURM_STRINGS, slurmOptions } from "./slurm/options.ts";
import { DEFAULT_RESULTS, openResultsFolder } from "./results_folder.ts";
import { folderStatus, statusText } from "./status.ts";
import { overviewText, suiteJson, suiteText } from "./suite_report.ts";

const HELP =
  `Trains, compares with the recorded results, and judges the papers' claims.

Usage: deno task repro [SUITE...] [options]
       deno task repro list [--json]
       deno task repro status [SUITE...] [--tier TIER] [--results DIR] [--json]

SUITE             suites to reproduce; all of them by default
--tier TIER       how much of the paper's experiment to repeat:
                  ${TIERS.join(", ")};
                  smoke by default, which checks the code and not the paper
--engine ENGINE   auto, wasm, webgpu, tensorflow or cpu; auto by default
--threads N       threads of one run, where the engine has them; 1 by default
--xla             compile steps with XLA (tensorflow)
--adapter NAME    part of the name of the graphics adapter (webgpu)
--seeds N|a,b,c   the first N seeds, or these seeds ("7," is seed 7 alone)
--jobs N          runs at a time, which never changes their results; by default
                  one for each processor core (over --threads), as long as
                  free memory holds ${RUN_MEMORY.smoke}, ${RUN_MEMORY.desk} or ${RUN_MEMORY.paper} GB a run (${
    TIERS.join(", ")
  });
                  one on a graphics processor
--data-dir DIR    where the data sets are or go; by default the value of
                  GRADNOISE_DATA_DIR, else a cache folder of your own
--results DIR     where results go; by default "results" in the project
--launcher WHERE  here, or slurm: as tasks of a Slurm job array, with data and
                  results on a file system that the nodes share
--partition, --time, --gres
                  of the tasks, as sbatch has them
--slurm "OPTIONS" further options of sbatch, e.g. "--account=x --mem=8G"
--chunk N         runs of one task; by default 1, or what makes 1000 tasks
--no-wait         leave the tasks to Slurm; the same command without it waits
--no-gate         do not compare with the recorded results
--json            print one JSON document on standard output and nothing else
--quiet           show no progress
--verbose         say which functions are traced, and for which shapes
--help            print this

Finished runs are kept in DIR/runs and never computed twice; an interrupted
call goes on from there. DIR/results.csv holds every metric of every run.

Exit codes: 0 all well; 1 the gate failed; 2 wrong use or bad input; 3 a run
crashed; 130 interrupted, run the same command again to go on.`;

async function main(args: readonly string[]): Promise<number> {
  const { words, strings, flags } = readCommandLine(args, {
    task: "repro",
    strings: [
      ...["tier", "engine", "threads", "adapter", "seeds", "jobs"],
      ...["data-dir", "results", "launcher", ...SLURM_STRINGS],
    ],
    flags: ["xla", "no-gate", "no-wait", "json", "quiet", "verbose"],
    // Its value is options of another command.
    dashed: ["slurm"],
  });
  if (flags.help) {
    console.log(HELP);
    return 0;
  }
  if (words[0] === "list") {
    const given = Object.keys(strings).find((name) =>
      strings[name] !== undefined
    );
    if (words.length > 1 || given !== undefined) {
      throw new UsageError(
        `Cannot list ${
          given === undefined ? `"${words[1]}"` : `with --${given}`
        }: "deno task repro list" shows every suite`,
      );
    }
    console.log(
      flags.json ? JSON.stringify(suitesJson(), null, 2) : listText(),
    );
    return 0;
  }
  if (words[0] === "status") {
    return await status(words.slice(1), { strings, json: flags.json === true });
  }
  const claims = suitesNamed(words);
  const tier = tierNamed(strings.tier ?? "smoke");
  const slurm = slurmOptions(strings, { noWait: flags["no-wait"] === true });
  const asked = engineNamed(strings.engine ?? "auto");
  if (slurm !== undefined && asked === "auto") {
    throw new UsageError(
      "Cannot tell from here which engine the nodes have: name one with --engine",
    );
  }
  const engine = await chooseEngine(asked);
  const setup = engineSetup(engine.name, {
    ...strings.threads === undefined
      ? {}
      : { threads: positiveInteger(strings.threads, "threads") },
    ...strings.adapter === undefined ? {} : { adapter: strings.adapter },
    xla: flags.xla === true,
    verbose: flags.verbose === true,
  });
  const seeds = strings.seeds === undefined
    ? undefined
    : seedsIn(strings.seeds);
  const jobs = strings.jobs === undefined
    ? defaultJobs({
      tier,
      threads: setup.threads,
      graphics: await usesGraphics(engine.name),
    })
    : positiveInteger(strings.jobs, "jobs");
  const dataDir = dataDirectory(strings["data-dir"]);
  const quiet = flags.quiet === true;
  const folder = await openResultsFolder(
    strings.results === undefined ? DEFAULT_RESULTS : userPath(strings.results),
    { create: true },
  );
  const fetched = await fetchMissing(claims, { tier, dataDir, quiet });
  if (fetched !== 0) return fetched;

  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  const signals: Deno.Signal[] = Deno.build.os === "windows"
    ? ["SIGINT"]
    : ["SIGINT", "SIGTERM"];
  signals.forEach((signal) => Deno.addSignalListener(signal, interrupt));

  // How many tasks Slurm runs at a time is its own affair.
  const shown = slurm === undefined ? jobs : slurm.atOnce;
  const screen = standardError();
  if (!quiet) {
    screen.write(
      `${tier} tier, engine ${engine.name} (${engine.reason}), results in ${folder.path}\n`,
    );
  }
  const observer = quiet
    ? quietProgress(screen)
    : screen.terminal
    ? terminalProgress(screen, { jobs: shown })
    : plainProgress(screen, { jobs: shown });
  const result = await repro({
    claims,
    tier,
    engine: setup,
    seeds,
    jobs,
    dataDir,
    folder,
    gate: flags["no-gate"] !== true,
    observer,
    onDevice: (device) => {
      if (!quiet) screen.write(`running on ${device}\n`);
    },
    signal: interruption.signal,
    ...slurm === undefined ? {} : { launcher: slurmLauncher(slurm) },
  });
  const exitCode = interruption.signal.aborted ? 130 : exitCodeFor(result);
  if (flags.json) {
    console.log(
      JSON.stringify(jsonOf(result, { engine, tier, exitCode }), null, 2),
    );
  } else {
    printReport(result);
  }
  const { records, plan, goesOn } = result;
  if (exitCode === 130) {
    screen.write(
      `Interrupted: ${records.size} of ${plan.runs.length} runs are finished and kept; ${
        goesOn ?? "run the same command again to go on"
      }\n`,
    );
  } else if (goesOn !== undefined) screen.write(`${goesOn}\n`);
  return exitCode;
}

async function status(
  words: readonly string[],
  { strings: { tier, results, ...others }, json }: {
    strings: Readonly<Record<string, string | undefined>>;
    json: boolean;
  },
): Promise<number> {
  const other = Object.keys(others).find((name) => others[name] !== undefined);
  if (other !== undefined) {
    throw new UsageError(
      `Cannot show the status with --${other}: it takes suites, --tier, --results and --json`,
    );
  }
  const folder = await openResultsFolder(
    results === undefined ? DEFAULT_RESULTS : userPath(results),
    { create: false },
  );
  const found = await folderStatus(folder, {
    claims: suitesNamed(words),
    tier: tier === undefined ? undefined : tierNamed(tier),
  });
  console.log(json ? JSON.stringify(found, null, 2) : statusText(found));
  return 0;
}

function exitCodeFor({ failures, reports }: ReproResult): number {
  if (failures.length > 0) return 3;
  return reports.some(({ gate }) => gate?.status === "failed") ? 1 : 0;
}

function printReport({ reports, failures, plan, csv }: ReproResult): void {
  for (const report of reports) console.log(`${suiteText(report)}\n`);
  if (reports.length > 1) console.log(overviewText(reports));
  if (reports.length > 0) console.log(`every metric of every run: ${csv}`);
  if (failures.length > 0) {
    const whole = new Set(reports.map(({ claim }) => claim));
    const incomplete = plan.suites.filter(({ claim }) => !whole.has(claim));
    console.error(
      `${failures.length} of ${plan.runs.length} runs failed, so there is no verdict on ${
        incomplete.map(({ claim }) => claim.id).join(", ")
      }; run the same command again to retry`,
    );
  }
}

function jsonOf(
  { plan, records, failures, reports, csv, goesOn }: ReproResult,
  { engine, tier, exitCode }: {
    engine: EngineChoice;
    tier: string;
    exitCode: number;
  },
) {
  return {
    tier,
    engine,
    exitCode,
    runs: {
      planned: plan.runs.length,
      finished: records.size,
      failed: failures.map(({ run, cell, identity }) => ({
        run,
        cell,
        seed: identity.seed,
      })),
    },
    goesOn: goesOn ?? null,
    results: csv,
    suites: reports.map(suiteJson),
  };
}

function standardError(): Screen {
  return {
    terminal: Deno.stderr.isTerminal(),
    // Some terminals say 0.
    columns: process.stderr.columns || 80,
    write: (text) => {
      Deno.stderr.writeSync(new TextEncoder().encode(text));
    },
    now: () => performance.now(),
  };
}

if (import.meta.main) Deno.exit(await exitCodeOf(() => main(Deno.args)));
