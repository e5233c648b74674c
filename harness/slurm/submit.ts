import { join } from "node:path";
import { UsageError } from "../../core/usage_error.ts";
import { workerNeeds } from "../host/engine_setup.ts";
import type { LaunchOptions } from "../running/launcher.ts";
import type { PlannedRun } from "../running/plan.ts";
import { keepingFailed } from "../records/results_folder.ts";
import { countText } from "../terminal/numbers.ts";
import { sbatch, SlurmError } from "./command.ts";
import { jobScript } from "./job_script.ts";
import type { SlurmOptions } from "./options.ts";
import {
  chunkRun,
  createSubmission,
  logFile,
  type Submission,
} from "./submission.ts";

/** What Slurm allows by default is an index below 1001. */
const MOST_TASKS = 1000;

/**
 * Submits runs as a job array, a chunk of them for each task.
 *
 * @throws {UsageError} if Slurm is not installed or refuses the job, or the
 * engine is not installed.
 * @throws {Breakdown} if the results folder cannot be written to.
 */
export async function submit(
  runs: readonly PlannedRun[],
  { slurm, nodes, ...options }: LaunchOptions & {
    slurm: SlurmOptions;
    /** See `nodes_engine.ts`. */
    nodes: string;
  },
): Promise<Submission> {
  const { engine, tier, dataDir, checkpointEvery, observer } = options;
  const { threads = 1 } = engine;
  const { path, marks } = options.folder;
  const { directives, chunk = Math.ceil(runs.length / MOST_TASKS) } = slurm;
  const needs = await workerNeeds(engine);
  const chunks = chunksOf(runs, chunk).map((some) => some.map(chunkRun));
  let submission: Submission;
  try {
    // What is said of them from now on is news.
    for (const { run } of runs) await marks.forget(run);
    const job = { engine, tier, dataDir, checkpointEvery, nodes, chunks };
    submission = await createSubmission(path, job);
    const { folder } = submission;
    await Deno.writeTextFile(
      join(folder, "job.sh"),
      jobScript({ folder, dataDir, needs }),
    );
  } catch (error) {
    throw keepingFailed(path, error);
  }
  const { folder, name } = submission;
  try {
    const limit = slurm.atOnce === undefined ? "" : `%${slurm.atOnce}`;
    const array = await sbatch([
      `--job-name=${name}`,
      `--array=0-${chunks.length - 1}${limit}`,
      // A percent sign begins a replacement here.
      `--output=${logFile(folder.replaceAll("%", "%%"), "%a")}`,
      // Of what little environment it is given.
      "--export=ALL",
      // May be started anew, and is told a minute before its time is up.
      ...["--requeue", "--open-mode=append", "--signal=B:TERM@60"],
      ...threads > 1 ? [`--cpus-per-task=${threads}`] : [],
      // The last one wins, and any of these over the SBATCH_ variables.
      ...directives,
      join(folder, "job.sh"),
    ]);
    observer.note(
      `submitted ${
        countText(runs.length, "run")
      } as Slurm job array ${array} of ${countText(chunks.length, "task")}`,
    );
  } catch (error) {
    await Deno.remove(folder, { recursive: true });
    if (!(error instanceof SlurmError)) throw error;
    throw new UsageError(
      `Slurm refuses a job array of ${
        countText(chunks.length, "task")
      }: ${error.message}`,
    );
  }
  return submission;
}

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from(
    { length: Math.ceil(items.length / size) },
    (_, index) => items.slice(index * size, (index + 1) * size),
  );
}
