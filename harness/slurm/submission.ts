/**
 * The folder of one job array, in the results folder: what its tasks are to
 * do, the job script, and what the tasks print.
 *
 * @module
 */
import { basename, dirname, join, relative } from "node:path";
import { writeFileAtomic } from "../../core/atomic_file.ts";
import { UsageError } from "../../core/usage_error.ts";
import { ENGINE_NAMES } from "../../engines/engine.ts";
import { type RunSettings, type Tier, TIERS } from "../../suites/suite.ts";
import type { EngineSetup } from "../host/engine_setup.ts";
import type { PlannedRun } from "../running/plan.ts";
import { entriesIn, namesIn } from "../records/names_in.ts";
import { canonical } from "../records/run_identity.ts";
import { checkedJson } from "./checked_json.ts";

/** What all tasks of a job array have in common. */
export interface ArrayJob {
  readonly engine: EngineSetup;
  readonly tier: Tier;
  readonly dataDir: string;
  /** As in {@linkcode RunPlanOptions}. */
  readonly checkpointEvery?: number | undefined;
  /** The file that says which engine the nodes have, see `nodes_engine.ts`. */
  readonly nodes: string;
  readonly tasks: number;
}

/** A run before it is known which engine does it. */
export interface ChunkRun {
  readonly cell: string;
  readonly settings: RunSettings;
  readonly seed: number;
}

/** A job array that was submitted, or is about to be. */
export interface Submission {
  readonly folder: string;
  /** Name of the job. */
  readonly name: string;
  readonly job: ArrayJob;
}

const PREFIX = "gradnoise-";
const JOB = "job.json";
const ENDED = "ended";

/** The folder of all job arrays of a results folder. */
export function slurmFolder(results: string): string {
  return join(results, "slurm");
}

/** The results folder of a job array's folder. */
export function resultsOf(folder: string): string {
  return dirname(dirname(folder));
}

/** The same for the same run, whatever the engine. */
export function keyOf({ settings, seed }: Omit<ChunkRun, "cell">): string {
  return `${seed} ${canonical(settings)}`;
}

/** A run of a plan as a chunk has it. */
export function chunkRun({ cell, identity }: PlannedRun): ChunkRun {
  const { settings, seed } = identity;
  return { cell, settings, seed };
}

/** Makes the folder of a job array, a chunk of runs for each task. */
export async function createSubmission(
  results: string,
  { chunks, now = new Date(), ...parts }: Omit<ArrayJob, "tasks"> & {
    chunks: readonly (readonly ChunkRun[])[];
    now?: Date;
  },
): Promise<Submission> {
  const all = slurmFolder(results);
  await Deno.mkdir(all, { recursive: true });
  const folder = await Deno.makeTempDir({
    dir: all,
    prefix: `${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}-`,
  });
  const job: ArrayJob = { ...parts, tasks: chunks.length };
  for (const [task, runs] of chunks.entries()) {
    await Deno.writeTextFile(chunkFile(folder, task), JSON.stringify(runs));
  }
  await writeFileAtomic(join(folder, JOB), `${JSON.stringify(job)}\n`);
  return { folder, name: nameOf(folder), job };
}

/**
 * What the tasks of a job array have in common.
 *
 * @throws {UsageError} if the file is damaged, or cannot be read.
 */
export async function readJob(folder: string): Promise<ArrayJob> {
  return await checkedJson(join(folder, JOB), {
    ...{ isWhole: isArrayJob, advice: adviceOn(folder) },
  });
}

/**
 * The runs of a task.
 *
 * @throws {UsageError} if the file is damaged, or cannot be read.
 */
export async function readChunk(
  folder: string,
  task: number,
): Promise<ChunkRun[]> {
  return await checkedJson(chunkFile(folder, task), {
    ...{ isWhole: isChunk, advice: adviceOn(folder) },
  });
}

/** Where a task's output goes. */
export function logFile(folder: string, task: number | string): string {
  return join(folder, `${task}.log`);
}

/** Notes that a job array is over. */
export async function noteEnded(folder: string): Promise<void> {
  await Deno.writeTextFile(join(folder, ENDED), "");
}

/**
 * The job arrays of a results folder that nobody has seen the end of.
 *
 * @param options.unreadable Takes the damaged files, whose arrays are left out.
 * @throws {UsageError} if one is damaged or cannot be read and `unreadable` is
 * absent, or a folder cannot be read.
 */
export async function openSubmissions(
  results: string,
  { unreadable }: { unreadable?: string[] } = {},
): Promise<Submission[]> {
  const found: Submission[] = [];
  const all = slurmFolder(results);
  for (const { name, isDirectory } of await entriesIn(all)) {
    if (!isDirectory || !/^\d{8}T\d{6}-\w+$/.test(name)) continue;
    const folder = join(all, name);
    const names = await namesIn(folder);
    // Without its job file it was broken off before it was submitted.
    if (names.includes(ENDED) || !names.includes(JOB)) continue;
    try {
      found.push({ folder, name: nameOf(folder), job: await readJob(folder) });
    } catch (error) {
      if (!(error instanceof UsageError && unreadable)) throw error;
      unreadable.push(relative(results, join(folder, JOB)));
    }
  }
  return found.toSorted((a, b) => a.name < b.name ? -1 : 1);
}

function chunkFile(folder: string, task: number): string {
  return join(folder, `${task}.runs.json`);
}

function nameOf(folder: string): string {
  return `${PREFIX}${basename(folder)}`;
}

/** What to do about a job array of which a file is damaged. */
function adviceOn(folder: string): string {
  return `once "scancel --name=${
    nameOf(folder)
  }" has ended its job array, remove ${folder} and run the same command again`;
}

function isArrayJob(value: unknown): value is ArrayJob {
  const { engine, tier, dataDir, nodes, tasks } = (value ?? {}) as Partial<
    ArrayJob
  >;
  return ENGINE_NAMES.includes(engine?.name!) && TIERS.includes(tier!) &&
    typeof dataDir === "string" && typeof nodes === "string" &&
    Number.isSafeInteger(tasks);
}

function isChunk(value: unknown): value is ChunkRun[] {
  return Array.isArray(value) && value.every((run) => {
    const { cell, settings, seed } = (run ?? {}) as Partial<ChunkRun>;
    return typeof cell === "string" && typeof settings?.kind === "string" &&
      Array.isArray(settings.datasets) && Number.isSafeInteger(seed);
  });
}
