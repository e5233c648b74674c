/**
 * Waiting for job arrays, by the files that their tasks write.
 *
 * @module
 */
import { Breakdown } from "../../core/exit_code.ts";
import { lastLines } from "../../core/last_lines.ts";
import { pauseUntil } from "../../core/pause.ts";
import type { Fingerprint } from "../../engines/engine.ts";
import { finishedRecord } from "../records/finished_records.ts";
import type { LaunchOptions } from "../running/launcher.ts";
import type { PlannedRun } from "../running/plan.ts";
import { RecordError, type RunRecord } from "../records/run_record.ts";
import { RunFailure } from "../running/run_failure.ts";
import type { queuedTasks } from "./command.ts";
import { nodesEngine } from "./nodes_engine.ts";
import { QueueWatch } from "./queue_watch.ts";
import {
  chunkRun,
  keyOf,
  logFile,
  readChunk,
  type Submission,
} from "./submission.ts";

/** Milliseconds. */
export interface Intervals {
  /** Between two looks at the files. */
  readonly files: number;
  /** Between two questions to Slurm, which has many to answer. */
  readonly queue: number;
  /** How late a network file system may show what was written. */
  readonly late: number;
}

const INTERVALS: Intervals = { files: 2_000, queue: 15_000, late: 60_000 };

/** Share of the time that goes to looking at the files, at most. */
const MOST_LOOKING = 0.05;

/** What is waited for, and how. */
export interface WatchOptions
  extends Pick<LaunchOptions, "folder" | "observer" | "signal"> {
  readonly submissions: readonly Submission[];
  readonly intervals?: Intervals;
  /** Asks Slurm what is in its queue. */
  readonly ask?: typeof queuedTasks;
}

/**
 * The engine of the nodes, once a task has opened it; undefined if the signal
 * came first.
 *
 * @throws {Breakdown} if the arrays end without that.
 * @throws {UsageError} if the file is damaged.
 */
export async function awaitEngine(
  file: string,
  options: WatchOptions,
): Promise<Fingerprint | undefined> {
  let engine: Fingerprint | undefined;
  const over = await look(options, async () => {
    engine = await nodesEngine(file);
    return engine !== undefined;
  });
  if (!over) return engine;
  const [submission] = options.submissions;
  throw new Breakdown(
    `No task of the job array came as far as opening the engine: ${await lastWords(
      submission!,
      0,
    )}`,
  );
}

/**
 * Waits until each run has a record or has failed, or the arrays are over.
 * Returns the runs that failed; the others' records go to `records`.
 *
 * @throws {UsageError} if the arrays are over and a file of one is damaged.
 */
export async function awaitRuns(
  runs: readonly PlannedRun[],
  { records, sources, ...options }: WatchOptions & {
    records: Map<string, RunRecord>;
    /** See {@linkcode finishedRecord}. */
    sources: string | undefined;
  },
): Promise<PlannedRun[]> {
  const { folder, observer } = options;
  const left = new Set(runs);
  const started = new Set<PlannedRun>();
  const failures: PlannedRun[] = [];
  const fail = (run: PlannedRun, message: string) => {
    left.delete(run);
    failures.push(run);
    observer.failed(run, new RunFailure(message));
  };
  const over = await look(options, async () => {
    const files = await folder.marks.files();
    for (const run of left) {
      const record = files.finished.has(run.run)
        ? await recordOf(run)
        : undefined;
      if (record !== undefined) {
        left.delete(run);
        records.set(run.run, record);
        observer.finished(run, record);
      } else if (files.claimed.has(run.run)) {
        if (!started.has(run)) observer.started(run);
        started.add(run);
      } else if (files.failed.has(run.run)) {
        const failure = await folder.marks.failure(run.run);
        if (failure !== undefined) fail(run, failure.message);
      }
    }
    return left.size === 0;
  });
  if (over) {
    const tasks = await tasksOf(options.submissions);
    for (const run of [...left]) {
      const task = tasks.get(keyOf(chunkRun(run)));
      const message = `its Slurm task ended without a result: ${
        task === undefined ? "" : await lastWords(...task)
      }`;
      fail(run, message);
      await folder.marks.fail(run.run, message);
    }
  }
  return failures;

  async function recordOf(run: PlannedRun): Promise<RunRecord | undefined> {
    try {
      return await finishedRecord(run, { folder, sources });
    } catch (error) {
      // The task that does it sets it aside.
      if (error instanceof RecordError) return undefined;
      throw error;
    }
  }
}

/**
 * Calls `done` again and again until it says yes or the signal comes. Returns
 * whether instead the arrays are over, and files have had time to show.
 */
async function look(
  { submissions, observer, signal, intervals = INTERVALS, ask }: WatchOptions,
  done: () => Promise<boolean>,
): Promise<boolean> {
  const queue = new QueueWatch(submissions.map(({ name }) => name), {
    interval: intervals.queue,
    note: (line) => observer.note(line),
    ...ask === undefined ? {} : { ask },
  });
  let ended: number | undefined;
  while (!signal.aborted) {
    const before = performance.now();
    if (await done()) return false;
    const now = performance.now();
    if (ended !== undefined && now > ended + intervals.late) return true;
    if (await queue.look() === "over") ended ??= now;
    await pauseUntil(signal, {
      ms: Math.max(intervals.files, (now - before) / MOST_LOOKING),
    });
  }
  return false;
}

/** The task of each run. */
async function tasksOf(
  submissions: readonly Submission[],
): Promise<Map<string, [Submission, number]>> {
  const tasks = new Map<string, [Submission, number]>();
  for (const submission of submissions) {
    for (let task = 0; task < submission.job.tasks; task++) {
      for (const run of await readChunk(submission.folder, task)) {
        tasks.set(keyOf(run), [submission, task]);
      }
    }
  }
  return tasks;
}

/** The end of what a task printed, on one line. */
async function lastWords(
  { folder }: Submission,
  task: number,
): Promise<string> {
  const path = logFile(folder, task);
  try {
    using file = await Deno.open(path, { read: true });
    const lines = await lastLines(file.readable, { lines: 3 });
    return `${[...lines, path].join(" | ")}`;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return `there is no ${path}; is that on a file system that the nodes share?`;
  }
}
