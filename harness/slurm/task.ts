import { UsageError } from "../../core/usage_error.ts";
import type { Fingerprint } from "../../engines/engine.ts";
import {
  defaultJobs,
  thisMachine,
  usesGraphics,
} from "../running/default_jobs.ts";
import { describeHost } from "../host/host.ts";
import { wantsSameCode } from "../running/launcher.ts";
import type { PlannedRun } from "../running/plan.ts";
import { plainProgress } from "../terminal/progress.ts";
import {
  openResultsFolder,
  type ResultsFolder,
} from "../records/results_folder.ts";
import { runHash, runIdentity } from "../records/run_identity.ts";
import { type PlanResult, runPlan } from "../running/run_plan.ts";
import type { Screen } from "../terminal/screen.ts";
import { startWorker } from "../running/worker.ts";
import { agreeOnEngine, nodesEngine } from "./nodes_engine.ts";
import {
  type ArrayJob,
  type ChunkRun,
  readChunk,
  readJob,
  resultsOf,
} from "./submission.ts";

/** Which task of which job array this process is. */
export interface TaskOptions {
  /** The array's folder. */
  readonly folder: string;
  /** Number of the array. */
  readonly array: string;
  /** Index of the task. */
  readonly task: number;
  /** Processor cores that it has. */
  readonly cores: number;
  readonly screen: Pick<Screen, "write" | "now">;
  /** Stops it at its runs' next step, which are kept. */
  readonly signal: AbortSignal;
  /** Ends it at once. */
  readonly atOnce?: AbortSignal;
}

/**
 * Does the runs of a task that have no record yet. Returns the exit code.
 *
 * @throws {UsageError} if a file of the array is damaged, or this node cannot do
 * the runs; those are marked as failed.
 */
export async function doTask(
  { folder, array, task, ...options }: TaskOptions,
): Promise<number> {
  const { screen, signal } = options;
  const job = await readJob(folder);
  const runs = await readChunk(folder, task);
  const results = await openResultsFolder(resultsOf(folder), {
    create: false,
    task: `${array}_${task}`,
  });
  screen.write(`task ${array}_${task} on ${Deno.hostname()}\n`);
  try {
    const { failures } = await doRuns(runs, { ...options, job, results });
    if (signal.aborted) {
      screen.write("Interrupted: what there is of the runs is kept\n");
      return 130;
    }
    return failures.length > 0 ? 3 : 0;
  } catch (error) {
    if (error instanceof UsageError) {
      await markFailed(runs, { job, results, message: error.message });
    }
    throw error;
  }
}

async function doRuns(
  runs: readonly ChunkRun[],
  { job, results, cores, screen, ...options }:
    & Omit<TaskOptions, "folder" | "array" | "task">
    & { job: ArrayJob; results: ResultsFolder },
): Promise<PlanResult> {
  const { engine, dataDir, tier, checkpointEvery } = job;
  const host = await describeHost();
  const worker = { dataDir, folder: results, checkpointEvery, host };
  const { signal } = options;
  const first = await startWorker(engine, { ...worker, signal });
  try {
    screen.write(`running on ${first.device}\n`);
    await agreeOnEngine(job.nodes, first.engine);
    const most = defaultJobs({
      tier,
      threads: engine.threads,
      graphics: await usesGraphics(engine.name),
    }, { ...thisMachine(), cores });
    const jobs = Math.min(most, runs.length);
    return await runPlan(plannedOn(runs, first.engine), {
      ...{ ...options, ...worker, engine, jobs, first },
      sameCode: wantsSameCode(tier),
      observer: plainProgress(screen, { jobs }),
    });
  } finally {
    first.kill();
  }
}

function plannedOn(
  runs: readonly ChunkRun[],
  engine: Fingerprint,
): PlannedRun[] {
  return runs.map(({ cell, settings, seed }) => {
    const identity = runIdentity(settings, { seed, engine });
    return { run: runHash(identity), identity, cell };
  });
}

/** Marks the runs that have no record, if it is settled what they are. */
async function markFailed(
  runs: readonly ChunkRun[],
  { job, results, message }: {
    job: ArrayJob;
    results: ResultsFolder;
    message: string;
  },
): Promise<void> {
  const engine = await nodesEngine(job.nodes);
  if (engine === undefined) return;
  for (const { run } of plannedOn(runs, engine)) {
    if (await results.read(run) === undefined) {
      await results.marks.fail(run, message);
    }
  }
}
