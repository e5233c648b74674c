/**
 * `deno task repro`: the command line of {@link repro}.
 *
 * @module
 */
import { readCommandLine } from "../core/command_line.ts";
import { exitCodeOf } from "../core/exit_code.ts";
import { positiveInteger, wholeNumber } from "../core/option_integers.ts";
import { summaryFile } from "../core/summary_file.ts";
import { UsageError } from "../core/usage_error.ts";
import { userPath } from "../core/user_path.ts";
import { dataDirectory } from "../datasets/data_dir.ts";
import { chooseEngine, type EngineChoice } from "../engines/choose.ts";
import { defaultJobs, usesGraphics } from "./running/default_jobs.ts";
import { engineOptions } from "./engine_options.ts";
import { engineSetup } from "./host/engine_setup.ts";
import { interruptions } from "./running/interruptions.ts";
import { keepingTheirSeeds } from "./running/kept_seeds.ts";
import { refuseTuningSeeds } from "./running/tuning_seeds.ts";
import { locate, locatedText } from "./commands/locate.ts";
import { checkOptions, lookUp } from "./commands/look_up.ts";
import { markdownSummary } from "./terminal/markdown_summary.ts";
import { observerOn } from "./terminal/observer_on.ts";
import { engineNamed, seedsIn, suitesNamed, tierNamed } from "./options.ts";
import {
  checkHasPlace,
  type OwnMethod,
  ownMethod,
} from "./own_method/own_method.ts";
import { failuresText } from "./terminal/failures_text.ts";
import { painter } from "./terminal/paint.ts";
import { fetchMissing, repro, type ReproResult } from "./repro.ts";
import { HELP, OPTIONS } from "./repro_help.ts";
import { slurmLauncher } from "./slurm/launch.ts";
import { slurmOptions } from "./slurm/options.ts";
import {
  DEFAULT_RESULTS,
  openResultsFolder,
} from "./records/results_folder.ts";
import { standardError } from "./terminal/screen.ts";
import { overviewText, suiteJson, suiteText } from "./terminal/suite_report.ts";

async function main(args: readonly string[]): Promise<number> {
  const { words, strings, flags } = readCommandLine(args, {
    task: "repro",
    ...OPTIONS,
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
    checkOptions("locate", { strings, flags, takes: ["json"] });
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
    ...engineOptions(engine.name, {
      ...{ strings, xla: flags.xla === true },
      // How many the nodes have is not known here.
      cores: slurm === undefined ? navigator.hardwareConcurrency : Infinity,
    }),
    verbose: flags.verbose === true,
  });
  const seeds = strings.seeds === undefined
    ? undefined
    : seedsIn(strings.seeds);
  refuseTuningSeeds(claims, { tier, choice: seeds });
  const jobs = strings.jobs === undefined
    ? defaultJobs({
      tier,
      threads: setup.threads,
      graphics: await usesGraphics(engine.name),
    })
    : positiveInteger(strings.jobs, "jobs");
  const checkpointEvery = strings["checkpoint-every"] === undefined
    ? undefined
    : wholeNumber(strings["checkpoint-every"], "checkpoint-every");
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
    const exact = keepingTheirSeeds(claims, { tier, choice: seeds });
    if (exact.length > 0) {
      screen.write(
        `exact suites keep their own seeds, others would change nothing: ${
          exact.map(({ id }) => id).join(", ")
        }\n`,
      );
    }
  }
  const observer = observerOn(screen, {
    ...{ jobs: shown, quiet, verbose: flags.verbose === true },
  });
  const { signal, atOnce } = interruptions(() =>
    observer.say("Stopping at the next step; Ctrl-C again ends at once")
  );
  if (method !== undefined && !quiet) {
    screen.write(`checking method ${method.name} before any run\n`);
  }
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
  if (flags.json) {
    console.log(
      JSON.stringify(jsonOf(result, { engine, tier, exitCode }), null, 2),
    );
  } else {
    printReport(result, { method });
  }
  const { records, plan, goesOn } = result;
  if (exitCode === 130) {
    screen.write(
      `Interrupted: ${records.size} of ${plan.runs.length} runs are finished and kept; ${
        goesOn ?? "run the same command again to go on"
      }\n`,
    );
  } else if (goesOn !== undefined) screen.write(`${goesOn}\n`);
  await summary?.add(markdownSummary(result, { interrupted }));
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

function printReport(
  result: ReproResult,
  { method }: { method: OwnMethod | undefined },
): void {
  const { reports, failures, csv } = result;
  const colour = Deno.stdout.isTerminal() && !Deno.noColor;
  const paint = painter({ colour });
  for (const report of reports) {
    console.log(`${suiteText(report, { paint })}\n`);
  }
  if (reports.length > 1) console.log(overviewText(reports, { paint }));
  if (reports.length > 0) console.log(`every metric of every run: ${csv}`);
  if (failures.length > 0) console.error(failuresText(result, { method }));
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
