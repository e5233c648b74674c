/**
 * What a command line of `deno task repro` asks for, checked before anything
 * is done.
 *
 * @module
 */
import type { CommandLine } from "../core/command_line.ts";
import { positiveInteger, wholeNumber } from "../core/option_integers.ts";
import { type SummaryFile, summaryFile } from "../core/summary_file.ts";
import { UsageError } from "../core/usage_error.ts";
import { userPath } from "../core/user_path.ts";
import { dataDirectory } from "../datasets/data_dir.ts";
import { chooseEngine, type EngineChoice } from "../engines/choose.ts";
import type { Claim, Tier } from "../suites/suite.ts";
import { COMMANDS } from "./commands/look_up.ts";
import { engineOptions } from "./engine_options.ts";
import { type EngineSetup, engineSetup } from "./host/engine_setup.ts";
import { engineNamed, seedsIn, suitesNamed, tierNamed } from "./options.ts";
import {
  checkHasPlace,
  type OwnMethod,
  ownMethod,
} from "./own_method/own_method.ts";
import {
  DEFAULT_RESULTS,
  openResultsFolder,
  type ResultsFolder,
} from "./records/results_folder.ts";
import { defaultJobs, usesGraphics } from "./running/default_jobs.ts";
import type { SeedChoice } from "./running/plan.ts";
import { refuseTuningSeeds } from "./running/tuning_seeds.ts";
import { type SlurmOptions, slurmOptions } from "./slurm/options.ts";

/** What is asked for. */
export interface ReproCall {
  readonly claims: readonly Claim[];
  readonly tier: Tier;
  readonly engine: EngineChoice;
  readonly setup: EngineSetup;
  readonly seeds: SeedChoice | undefined;
  readonly jobs: number;
  /** Absent: runs are done here. */
  readonly slurm: SlurmOptions | undefined;
  readonly checkpointEvery: number | undefined;
  readonly method: OwnMethod | undefined;
  readonly dataDir: string;
  readonly folder: ResultsFolder;
  readonly summary: SummaryFile | undefined;
  readonly gate: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/**
 * What a command line asks for. Makes the results folder if it is not there.
 *
 * @throws {UsageError} if that cannot be done.
 * @throws {Breakdown} if the disk is full.
 */
export async function reproCall(
  { words, strings, flags }: CommandLine,
): Promise<ReproCall> {
  const claims = suitesNamed(words, { commands: COMMANDS });
  const tier = tierNamed(strings.tier ?? "smoke");
  const slurm = slurmOptions(strings, { noWait: flags["no-wait"] === true });
  const { engine, setup } = await engineOf({ strings, flags, slurm });
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
  const folder = await openResultsFolder(
    strings.results === undefined ? DEFAULT_RESULTS : userPath(strings.results),
    { create: true },
  );
  const summary = strings.summary === undefined
    ? undefined
    : await summaryFile(userPath(strings.summary));
  return {
    ...{ claims, tier, engine, setup, seeds, jobs, slurm, checkpointEvery },
    ...{ method, dataDir, folder, summary },
    gate: flags["no-gate"] !== true,
    json: flags.json === true,
    quiet: flags.quiet === true,
    verbose: flags.verbose === true,
  };
}

async function engineOf(
  { strings, flags, slurm }: Pick<CommandLine, "strings" | "flags"> & {
    slurm: SlurmOptions | undefined;
  },
): Promise<Pick<ReproCall, "engine" | "setup">> {
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
  return { engine, setup };
}
