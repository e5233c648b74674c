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
import { engineSetup } from "./engine_setup.ts";
import { interruptions } from "./interruptions.ts";
import { locate, locatedText } from "./locate.ts";
import { lookUp } from "./look_up.ts";
import { markdownSummary } from "./markdown_summary.ts";
import { observerOn } from "./observer_on.ts";
import {
  engineNamed,
  positiveInteger,
  secondsIn,
  seedsIn,
  suitesNamed,
  tierNamed,
} from "./options.ts";
import { painter } from "./paint.ts";
import { fetchMissing, repro, type ReproResult } from "./repro.ts";
import { DEFAULT_RESULTS, openResultsFolder } from "./results_folder.ts";
import { standardError } from "./screen.ts";
import { overviewText, suiteJson, suiteText } from "./suite_report.ts";

const HELP =
  `Trains, compares with the recorded results, and judges the papers' claims.

Usage: deno task repro [SUITE...] [options]
       deno task repro list [--json]
       deno task repro show SUITE [--tier TIER]
       deno task repro locate DIR DIR [--json]
       deno task repro completions bash|zsh|fish

SUITE             suites to reproduce; all of them by default
--tier TIER       how much of the paper's experiment to repeat:
                  ${TIERS.join(", ")};
                  smoke by default, which checks the code and not the paper
--engine ENGINE   auto, wasm, webgpu, tensorflow or cpu; auto by default
--threads N       threads of one run, where the engine has them; 1 by default
--xla             compile steps with XLA (tensorflow)
--adapter NAME    part of the name of the graphics adapter (webgpu)
--seeds N|a,b,c   the first N seeds, or these seeds ("7," is seed 7 alone)
--jobs N          runs at a time; by default one for each processor core
--checkpoint-every S
                  seconds between checkpoints of a run, 0 for one at each
                  step; by default 120, and more where they take long
--data-dir DIR    where the data sets are or go; by default the value of
                  GRADNOISE_DATA_DIR, else a cache folder of your own
--results DIR     where results go; by default "results" in the project
--summary FILE    append the outcome to FILE, in Markdown
--no-gate         do not compare with the recorded results
--json            print one JSON document on standard output and nothing else
--quiet           show no progress
--verbose         say which functions are traced, and for which shapes
--help            print this

Finished runs are kept in DIR/runs and never computed twice. An interrupted
call goes on from there, and each run from its checkpoint in DIR/checkpoints;
Ctrl-C waits for the runs' next step, and a second one does not.
DIR/results.csv holds every metric of every run.

"list" shows all suites with what they cost and the last verdicts in DIR, "show"
what one suite does, "completions" a script that makes a shell complete this.
"locate" compares the runs that two results folders share, bit by bit, and
names the first update and the first tensor in which they differ (exit code 1).

Exit codes: 0 all well; 1 the gate failed; 2 wrong use or bad input; 3 a run
crashed; 130 interrupted, run the same command again to go on.`;

async function main(args: readonly string[]): Promise<number> {
  const { words, strings, flags } = readCommandLine(args, {
    task: "repro",
    strings: [
      ...["tier", "engine", "threads", "adapter", "seeds", "jobs"],
      ...["data-dir", "results", "summary", "checkpoint-every"],
    ],
    flags: ["xla", "no-gate", "json", "quiet", "verbose"],
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
  const engine = await chooseEngine(engineNamed(strings.engine ?? "auto"));
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
    ? navigator.hardwareConcurrency
    : positiveInteger(strings.jobs, "jobs");
  const checkpointEvery = strings["checkpoint-every"] === undefined
    ? undefined
    : secondsIn(strings["checkpoint-every"], "checkpoint-every");
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

  const screen = standardError();
  if (!quiet) {
    screen.write(
      `${tier} tier, engine ${engine.name} (${engine.reason}), results in ${folder.path}\n`,
    );
  }
  const observer = observerOn(screen, {
    ...{ jobs, quiet, verbose: flags.verbose === true },
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
    checkpointEvery,
    ...{ signal, atOnce },
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
  if (exitCode === 130) {
    screen.write(
      `Interrupted: ${result.records.size} of ${result.plan.runs.length} runs are finished and kept; run the same command again to go on\n`,
    );
  }
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
  { plan, records, failures, reports, csv, environment }: ReproResult,
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
    results: csv,
    environment,
    suites: reports.map(suiteJson),
  };
}

if (import.meta.main) Deno.exit(await exitCodeOf(() => main(Deno.args)));
