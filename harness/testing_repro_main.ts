/**
 * A call of `deno task repro` on a suite made up for tests, which interrupt it.
 *
 * @module
 */
import process from "node:process";
import { parseArgs } from "@std/cli";
import { exitCodeOf } from "../core/exit_code.ts";
import type { EngineName } from "../engines/engine.ts";
import type { RunSettings } from "../suites/suite.ts";
import { engineSetup } from "./host/engine_setup.ts";
import { interruptions } from "./running/interruptions.ts";
import { plainProgress } from "./terminal/progress.ts";
import { repro } from "./repro.ts";
import { openResultsFolder } from "./records/results_folder.ts";
import { claimOn, trainingWith } from "./testing.ts";

const write = (text: string) => {
  Deno.stderr.writeSync(new TextEncoder().encode(text));
};

/** State of every kind: of optimizers, methods, statistics and schedules. */
function cells(maxEpochs: number): Readonly<Record<string, RunSettings>> {
  const long = { trainExamples: 90, batchSize: 8, maxEpochs, stopBelow: 1e-9 };
  return {
    "NE Adam": trainingWith({
      ...long,
      method: { name: "noise enhancement", alpha: 2, sampling: "independent" },
    }),
    "GNC momentum": trainingWith({
      ...{ ...long, remainder: "next epoch" },
      method: { name: "GNC", alpha: 0.5, workers: 2, filterWise: false },
      optimizer: { name: "momentum", momentum: 0.9 },
    }),
    "moving average": trainingWith({
      ...long,
      model: {
        ...{ network: "mlp", hidden: [4], ghostBatchSize: 4 },
        kernel: "Glorot uniform",
      },
      augmentation: [{ name: "horizontal flip" }],
      statisticsRule: { rule: "moving average" },
    }),
  };
}

async function main(): Promise<number> {
  const args = parseArgs(Deno.args, {
    string: ["results", "engine", "epochs", "jobs", "checkpoint-every"],
  });
  const jobs = Number(args.jobs);
  const { signal, atOnce } = interruptions(() => write("stopping\n"));
  const { failures } = await repro({
    claims: [claimOn(cells(Number(args.epochs)))],
    tier: "desk",
    engine: engineSetup(args.engine as EngineName, {}),
    seeds: undefined,
    jobs,
    dataDir: args.results!,
    folder: await openResultsFolder(args.results!, { create: true }),
    gate: false,
    observer: plainProgress({
      write,
      // A line for every progress.
      now: () => 1e9 * process.uptime(),
    }, { jobs }),
    onDevice: () => {},
    checkpointEvery: Number(args["checkpoint-every"]),
    ...{ signal, atOnce },
  });
  if (signal.aborted) return 130;
  return failures.length > 0 ? 3 : 0;
}

if (import.meta.main) Deno.exit(await exitCodeOf(main));
