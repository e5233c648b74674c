/**
 * `deno task repro`: the command line of {@link repro}.
 *
 * @module
 */
import { readCommandLine } from "../core/command_line.ts";
import { exitCodeOf, Interruption } from "../core/exit_code.ts";
import { UsageError } from "../core/usage_error.ts";
import { userPath } from "../core/user_path.ts";
import { locate, locatedText } from "./commands/locate.ts";
import { checkOptions, lookUp } from "./commands/look_up.ts";
import { fetchMissing, repro, type ReproResult } from "./repro.ts";
import { type ReproCall, reproCall } from "./repro_call.ts";
import { HELP, OPTIONS } from "./repro_help.ts";
import { interruptions } from "./running/interruptions.ts";
import { keepingTheirSeeds } from "./running/kept_seeds.ts";
import { slurmLauncher } from "./slurm/launch.ts";
import { failuresText } from "./terminal/failures_text.ts";
import { markdownSummary } from "./terminal/markdown_summary.ts";
import { observerOn } from "./terminal/observer_on.ts";
import { painter } from "./terminal/paint.ts";
import { type Screen, standardError } from "./terminal/screen.ts";
import { overviewText, suiteJson, suiteText } from "./terminal/suite_report.ts";

async function main(args: readonly string[]): Promise<number> {
  const line = readCommandLine(args, { task: "repro", ...OPTIONS });
  const { words, strings, flags } = line;
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
  return await reproduce(await reproCall(line));
}

async function reproduce(call: ReproCall): Promise<number> {
  const { claims, tier, setup, slurm, method, quiet, verbose } = call;
  const fetched = await fetchMissing(claims, call);
  if (fetched !== 0) return fetched;
  const screen = standardError();
  if (!quiet) announce(call, screen);
  const observer = observerOn(screen, {
    // How many tasks Slurm runs at a time is its own affair.
    jobs: slurm === undefined ? call.jobs : slurm.atOnce,
    ...{ quiet, verbose },
  });
  const { signal, atOnce } = interruptions(() =>
    observer.say("Stopping at the next step; Ctrl-C again ends at once")
  );
  if (method !== undefined && !quiet) {
    screen.write(`checking method ${method.name} before any run\n`);
  }
  const { seeds, jobs, dataDir, folder, gate, checkpointEvery } = call;
  const result = await repro({
    ...{ claims, tier, engine: setup, seeds, jobs, dataDir, folder, gate },
    ...{ observer, checkpointEvery, method, signal, atOnce },
    onDevice: (device) => {
      if (!quiet) screen.write(`running on ${device}\n`);
    },
    ...slurm === undefined ? {} : { launcher: slurmLauncher(slurm) },
  }).finally(() => observer[Symbol.dispose]());
  const interrupted = signal.aborted;
  const exitCode = interrupted ? 130 : exitCodeFor(result);
  printResult(result, { call, exitCode });
  const { records, plan, goesOn } = result;
  if (!interrupted && goesOn !== undefined) screen.write(`${goesOn}\n`);
  await call.summary?.add(markdownSummary(result, { interrupted }));
  if (interrupted) {
    throw new Interruption(
      `Interrupted: ${records.size} of ${plan.runs.length} runs are finished and kept; ${
        goesOn ?? "run the same command again to go on"
      }`,
    );
  }
  return exitCode;
}

/** Says what is about to be done. */
function announce(
  { claims, tier, engine, seeds, folder }: ReproCall,
  screen: Screen,
): void {
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

function printResult(
  result: ReproResult,
  { call: { json, engine, tier, method }, exitCode }: {
    call: ReproCall;
    exitCode: number;
  },
): void {
  if (json) {
    console.log(
      JSON.stringify(jsonOf(result, { engine, tier, exitCode }), null, 2),
    );
  } else printReport(result, { method });
}

function printReport(
  result: ReproResult,
  { method }: Pick<ReproCall, "method">,
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
  { engine, tier, exitCode }: Pick<ReproCall, "engine" | "tier"> & {
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
