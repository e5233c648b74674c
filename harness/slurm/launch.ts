/**
 * Runs as tasks of Slurm job arrays, with the results folder on a file system
 * that the nodes share. The jobs need nobody who waits for them: a later call
 * finds what they have done, and those that are still in the queue.
 *
 * @module
 */
import { basename } from "node:path";
import { Breakdown } from "../../core/exit_code.ts";
import type { EngineName, Fingerprint } from "../../engines/engine.ts";
import { finishedRecords } from "../records/finished_records.ts";
import {
  type Launched,
  type Launcher,
  type LaunchOptions,
  wantsSameCode,
} from "../running/launcher.ts";
import type { Plan, PlannedRun } from "../running/plan.ts";
import type { RunRecord } from "../records/run_record.ts";
import { sourceDigest } from "../host/source_digest.ts";
import { startWorker } from "../running/worker.ts";
import { queuedTasks, SlurmError } from "./command.ts";
import { nodesEngine, nodesFile } from "./nodes_engine.ts";
import type { SlurmOptions } from "./options.ts";
import {
  chunkRun,
  keyOf,
  noteEnded,
  openSubmissions,
  readChunk,
  type Submission,
} from "./submission.ts";
import { submit } from "./submit.ts";
import {
  awaitEngine,
  awaitRuns,
  type Intervals,
  type WatchOptions,
} from "./watch.ts";

/** Engines whose bits are the same on every machine. */
const PORTABLE: readonly EngineName[] = ["wasm", "cpu"];

/**
 * A launcher that submits what is left to do as a job array, and waits for it
 * if `slurm` says so.
 */
export function slurmLauncher(
  slurm: SlurmOptions,
  { intervals }: { intervals?: Intervals } = {},
): Launcher {
  return async (planOn, options) => {
    const { engine, folder, observer, signal, tier } = options;
    const sources = wantsSameCode(tier) ? sourceDigest() : undefined;
    const here = PORTABLE.includes(engine.name)
      ? await engineHere(options)
      : undefined;
    const nodes = nodesFile(folder.path, { ...slurm, engine, here });
    const known = here ?? await nodesEngine(nodes);
    const plan = known === undefined
      ? await planOn({ engine: engine.name }, { nodes: basename(nodes) })
      : await planOn(known);
    // Before the records: what is not in the queue any more has left its own.
    const queued = await queuedSubmissions(folder.path);
    const records = known === undefined
      ? new Map<string, RunRecord>()
      : await finishedRecords(plan.runs, { folder, sources });
    const unfinished = plan.runs.filter(({ run }) => !records.has(run));
    const { submissions, left } = await notUnderWay(unfinished, {
      ...{ queued, nodes, folder },
    });
    if (left.length > 0) {
      submissions.push(await submit(left, { ...options, slurm, nodes }));
    }
    if (submissions.length === 0) {
      observer.planned(plan.runs, [...records.values()]);
      return { plan, records, failures: [] };
    }
    const goesOn = inQueue(submissions);
    if (!slurm.wait) return { plan, records, failures: [], goesOn };
    observer.note(goesOn);
    const watch = {
      ...{ folder, observer, signal, submissions },
      ...intervals === undefined ? {} : { intervals },
    };
    const settled = known ?? await awaitEngine(nodes, watch);
    if (settled === undefined) return { plan, records, failures: [], goesOn };
    const done = await wait(
      known === undefined ? await planOn(settled) : plan,
      { ...watch, sources },
    );
    return signal.aborted ? { ...done, goesOn } : done;
  };
}

/** Waits for the runs of a plan that are not finished yet. */
async function wait(
  plan: Plan,
  { sources, ...watch }: WatchOptions & { sources: string | undefined },
): Promise<Launched> {
  const { folder, observer } = watch;
  const records = await finishedRecords(plan.runs, { folder, sources });
  observer.planned(plan.runs, [...records.values()]);
  const unfinished = plan.runs.filter(({ run }) => !records.has(run));
  const failures = await awaitRuns(unfinished, { ...watch, records, sources });
  const [record] = records.values();
  return {
    ...{ plan, records, failures },
    ...record === undefined ? {} : { environment: record.environment },
  };
}

/** The engine as this machine has it. */
async function engineHere(
  { engine, onDevice, signal }: LaunchOptions,
): Promise<Fingerprint> {
  const worker = await startWorker(engine, { signal });
  worker.kill();
  onDevice(worker.device);
  return worker.engine;
}

/** A job array with tasks in Slurm's queue. */
interface QueuedSubmission extends Submission {
  /** The indices of those. */
  readonly live: readonly number[];
}

/**
 * The job arrays whose tasks in Slurm's queue do some of these runs on the same
 * nodes, and the runs that none of these tasks does. A run that has failed is
 * left by its task, even if that goes on.
 *
 * @throws {UsageError} if a file of such an array is damaged.
 */
async function notUnderWay(
  runs: readonly PlannedRun[],
  { queued, nodes, folder: { marks } }: Pick<LaunchOptions, "folder"> & {
    queued: readonly QueuedSubmission[];
    nodes: string;
  },
): Promise<{ submissions: Submission[]; left: PlannedRun[] }> {
  const { failed } = await marks.files();
  const wanted = new Set(
    runs.filter(({ run }) => !failed.has(run)).map(keyOfPlanned),
  );
  const underWay = new Set<string>();
  const submissions: Submission[] = [];
  for (const { live, ...submission } of queued) {
    if (submission.job.nodes !== nodes) continue;
    const keys: string[] = [];
    for (const task of live) {
      keys.push(...(await readChunk(submission.folder, task)).map(keyOf));
    }
    const its = keys.filter((key) => wanted.has(key));
    if (its.length > 0) submissions.push(submission);
    for (const key of its) underWay.add(key);
  }
  const left = runs.filter((run) => !underWay.has(keyOfPlanned(run)));
  return { submissions, left };
}

function keyOfPlanned(run: PlannedRun): string {
  return keyOf(chunkRun(run));
}

/**
 * The job arrays of a results folder that have tasks in Slurm's queue.
 *
 * @throws {UsageError} if there may be some and Slurm is not installed, or a
 * file of one is damaged.
 * @throws {Breakdown} if Slurm does not answer.
 */
async function queuedSubmissions(results: string): Promise<QueuedSubmission[]> {
  const open = await openSubmissions(results);
  const queued: QueuedSubmission[] = [];
  try {
    const tasks = Map.groupBy(
      await queuedTasks(open.map(({ name }) => name)),
      ({ name }) => name,
    );
    for (const submission of open) {
      const its = tasks.get(submission.name);
      if (its === undefined) await noteEnded(submission.folder);
      else queued.push({ ...submission, live: its.map(({ index }) => index) });
    }
  } catch (error) {
    if (!(error instanceof SlurmError)) throw error;
    throw new Breakdown(`Cannot ask Slurm: ${error.message}`);
  }
  return queued;
}

/** What a person can do about job arrays. */
function inQueue(submissions: readonly Submission[]): string {
  const names = submissions.map(({ name }) => name).join();
  return `Slurm goes on by itself: "squeue --name=${names}" shows the tasks, "scancel --name=${names}" cancels them; the same command (without --no-wait) waits for them and judges`;
}
