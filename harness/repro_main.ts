/**
 * `deno task repro`: the command line of {@link repro}.
 *
 * @module
 */
import { readCommandLine } from "../core/command_line.ts";
import { exitCodeOf } from "../core/exit_code.ts";
import { summaryFile } from "../core/summary_file.ts";
import { UsageError } from "../core/usage_error.ts";
import { userPath } from "../core/user_path.ts";
import { dataDirectory } from "../datasets/data_dir.ts";
import { chooseEngine, type EngineChoice } from "../engines/choose.ts";
import { TIERS } from "../suites/suite.ts";
import {
  defaultJobs,
  RUN_MEMORY,
  usesGraphics,
} from "./running/default_jobs.ts";
import { engineSetup } from "./host/engine_setup.ts";
import { interruptions } from "./running/interruptions.ts";
import { locate, locatedText } from "./commands/locate.ts";
import { lookUp } from "./commands/look_up.ts";
import { markdownSummary } from "./terminal/markdown_summary.ts";
import { observerOn } from "./terminal/observer_on.ts";
import {
  engineNamed,
  positiveInteger,
  secondsIn,
  seedsIn,
  suitesNamed,
  tierNamed,
} from "./options.ts";
import { checkHasPlace, ownMethod } from "./own_method/own_method.ts";
import { painter } from "./terminal/paint.ts";
import { fetchMissing, repro, type ReproResult } from "./repro.ts";
import { slurmLauncher } from "./slurm/launch.ts";
import { SLURM_STRINGS, slurmOptions } from "./slurm/options.ts";
import {
  DEFAULT_RESULTS,
  openResultsFolder,
} from "./records/results_folder.ts";
import { standardError } from "./terminal/screen.ts";
import { overviewText, suiteJson, suiteText } from "./terminal/suite_report.ts";

const HELP =
  `Trains, compares with the recorded results, and judges the papers' claims.

Usage: deno task repro [SUITE...] [options]
       deno task repro list [SUITE...] [--tier TIER] [--json]
       deno task repro status [SUITE...] [--tier TIER] [--results DIR] [--json]
       deno task repro show SUITE [--tier TIER]
       deno task repro locate DIR DIR [--json]
       deno task repro completions bash|zsh|fish

SUITE             suites to reproduce; all of them by default, and all whose
                  names fit a pattern such as 'smith-*'
--tier TIER       how much of the paper's experiment to repeat:
                  ${TIERS.join(", ")};
                  smoke by default, which checks the code and not the paper
--engine ENGINE   auto, wasm, webgpu, tensorflow or cpu; auto by default
--threads N       threads of one run, where the engine has them; 1 by default
--xla             compile steps with XLA (tensorflow)
--adapter NAME    part of the name of the graphics adapter (webgpu)
--seeds N|a,b,c   the first N seeds, or these seeds ("7," is seed 7 alone)
--method FILE     compare the method that FILE exports by default with plain
                  SGD, in every setting of the suites that has plain SGD; no
                  part of verdict or gate
--jobs N          runs at a time, which never changes their results; by default
                  one for each processor core (over --threads), as long as
                  free memory holds ${RUN_MEMORY.smoke}, ${RUN_MEMORY.desk} or ${RUN_MEMORY.paper} GB a run (${
    TIERS.join(", ")
  });
                  one on a graphics processor
--checkpoint-every S
                  seconds between checkpoints of a run, 0 for one at each
                  step; by default 120, and more where they take long
--data-dir DIR    where the data sets are or go; by default the value of
                  GRADNOISE_DATA_DIR, else a cache folder of your own
--results DIR     where results go; by default "results" in the project
--summary FILE    append the outcome to FILE, in Markdown
--launcher here|slurm
                  where runs are done: here by default, or as tasks of a Slurm
                  job array; data and results must lie where the nodes see them
--partition NAME  of the tasks, as sbatch has it, and so are:
--time TIME       most time of a task; it may be started anew to go on
--gres LIST       such as gpu:1
--slurm OPTIONS   further options of sbatch, e.g. "--account=x --mem=8G"
--chunk N         runs of a task; 1 by default, or what makes 1000 tasks; --jobs
                  is then the most tasks at a time
--no-wait         leave the tasks to Slurm; the same command without it waits
--no-gate         do not compare with the recorded results
--json            print one JSON document on standard output and nothing else
--quiet           show no progress
--verbose         say which functions are traced, and for which shapes
--help            print this

Finished runs are kept in DIR/runs and never computed twice. An interrupted
call goes on from there, and each run from its checkpoint in DIR/checkpoints;
Ctrl-C waits for the runs' next step, and a second one does not.
DIR/results.csv holds every metric of every run.

"list" shows suites with what they cost and the last verdicts in DIR, "show"
what one suite does, "completions" a script that makes a shell complete this.
"status" shows which runs in DIR are finished, running, failed or missing, from
its files: several calls and jobs may share DIR, and no run is done twice.
"locate" compares the runs that two results folders share, bit by bit, and
names the first update and the first tensor in which they differ (exit code 1).

Exit codes: 0 all well; 1 the gate failed; 2 wrong use or bad input; 3 a run
crashed; 130 interrupted, run the same command again to go on.`;

async function main(args: readonly string[]): Promise<number> {
  const { words, strings, flags } = readCommandLine(args, {
    task: "repro",
    strings: [
      ...["tier", "engine", "threads", "adapter", "seeds", "jobs"],
      ...["data-dir", "results", "summary", "checkpoint-every", "launcher"],
      "method",
      ...SLURM_STRINGS,
    ],
    flags: ["xla", "no-gate", "no-wait", "json", "quiet", "verbose"],
    // Its value is options of another command.
    dashed: ["slurm"],
  });
  if (flags.help) {
    console.log(HELP);
    return 0;
  }
  const found = await lookUp(words, { strings, flags, help: HELP });
  if (found !== undefined) {
    console.log(found);
    return 0;
  }
  if (words[0] === "locate") {
    return await locateRuns(words.slice(1), { json: flags.json === true });
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
  const checkpointEvery = strings["checkpoint-every"] === undefined
    ? undefined
    : secondsIn(strings["checkpoint-every"], "checkpoint-every");
  const method = strings.method === undefined
    ? undefined
    : await ownMethod(userPath(strings.method));
  if (method !== undefined) {
    checkHasPlace(claims, { tier, slurm: slurm !== undefined });
  }
  const dataDir = dataDirectory(strings["data-dir"]);
  const quiet = flags.quiet === true;
  const folder = await openResultsFolder(
    strings.results === undefined ? DEFAULT_RESULTS : userPath(strings.results),
    { create: true },
  );
  const summary = strings.summary === undefined
    ? undefined
    : await summaryFile(userPath(strings.summary));
  const fetched = await fetchMissing(claims, { tier, dataDir, quiet });
  if (fetched !== 0) return fetched;

  // How many tasks Slurm runs at a time is its own affair.
  const shown = slurm === undefined ? jobs : slurm.atOnce;
  const screen = standardError();
  if (!quiet) {
    screen.write(
      `${tier} tier, engine ${engine.name} (${engine.reason}), results in ${folder.path}\n`,
    );
  }
  const observer = observerOn(screen, {
    ...{ jobs: shown, quiet, verbose: flags.verbose === true },
  });
  const { signal, atOnce } = interruptions(() =>
    observer.say("Stopping at the next step; Ctrl-C again ends at once")
  );
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
    ...{ checkpointEvery, method },
    ...{ signal, atOnce },
    ...slurm === undefined ? {} : { launcher: slurmLauncher(slurm) },
  }).finally(() => observer[Symbol.dispose]());
  const interrupted = signal.aborted;
  const exitCode = interrupted ? 130 : exitCodeFor(result);
  await summary?.add(markdownSummary(result, { interrupted }));
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

async function locateRuns(
  words: readonly string[],
  { json }: { json: boolean },
): Promise<number> {
  const [a, b, ...further] = words.map(userPath);
  if (a === undefined || b === undefined || further.length > 0) {
    throw new UsageError(
      `Cannot compare ${words.length} results folders: "deno task repro locate DIR DIR" compares two`,
    );
  }
  const located = await locate(a, b);
  console.log(
    json ? JSON.stringify(located, null, 2) : locatedText(located, [a, b]),
  );
  return located.differing.length + located.unreadable.length > 0 ? 1 : 0;
}

function exitCodeFor({ failures, reports }: ReproResult): number {
  if (failures.length > 0) return 3;
  return reports.some(({ gate }) => gate?.status === "failed") ? 1 : 0;
}

function printReport({ reports, failures, plan, csv }: ReproResult): void {
  const colour = Deno.stdout.isTerminal() && !Deno.noColor;
  const paint = painter({ colour });
  for (const report of reports) {
    console.log(`${suiteText(report, { paint })}\n`);
  }
  if (reports.length > 1) console.log(overviewText(reports, { paint }));
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
  { plan, records, failures, reports, csv, environment, goesOn }: ReproResult,
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
    environment,
    suites: reports.map(suiteJson),
  };
}

if (import.meta.main) Deno.exit(await exitCodeOf(() => main(Deno.args)));
