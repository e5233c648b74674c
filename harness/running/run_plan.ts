/**
 * Doing the runs of a plan that are not finished yet, in worker processes.
 *
 * @module
 */
import { Breakdown, Interruption } from "../../core/exit_code.ts";
import { pauseUntil } from "../../core/pause.ts";
import { UsageError } from "../../core/usage_error.ts";
import type { RunProgress } from "../../suites/suite.ts";
import type { EngineSetup } from "../host/engine_setup.ts";
import {
  finishedRecord,
  finishedRecords,
  ofOtherCode,
} from "../records/finished_records.ts";
import type { Host } from "../host/host.ts";
import { canonical } from "../records/run_identity.ts";
import type { OwnMethod } from "../own_method/own_method.ts";
import { Crew } from "./crew.ts";
import type { PlannedRun } from "./plan.ts";
import type { ResultsFolder } from "../records/results_folder.ts";
import { countText } from "../terminal/numbers.ts";
import {
  RECORD_VERSION,
  RecordError,
  type RunRecord,
} from "../records/run_record.ts";
import { SharedQueue } from "./shared_queue.ts";
import { RunFailure } from "./run_failure.ts";
import { startWorker, type Worker } from "./worker.ts";

/** A Ctrl-C that ended a worker reaches this process within this, if ever. */
const SAME_INTERRUPTION_MS = 2_000;

/** Is told what happens, to show it to a person. */
export interface RunObserver {
  /** All runs, and the records of those that had finished before. */
  planned(
    runs: readonly PlannedRun[],
    finished: readonly RunRecord[],
  ): void;
  started(run: PlannedRun): void;
  progress(run: PlannedRun, progress: RunProgress): void;
  finished(run: PlannedRun, record: RunRecord): void;
  failed(run: PlannedRun, failure: Breakdown): void;
  /** A damaged record was moved to `path`; its run is done again. */
  setAside(run: PlannedRun, path: string): void;
  /** A line on the run that a person should read. */
  notice(run: PlannedRun, message: string): void;
  /** Something else that a person should know, in a line. */
  note(line: string): void;
}

/** What doing a plan needs. */
export interface RunPlanOptions {
  readonly folder: ResultsFolder;
  readonly engine: EngineSetup;
  readonly dataDir: string;
  /** What records say of the machine. */
  readonly host?: Host;
  /** Most runs at a time. */
  readonly jobs: number;
  /** Whether to do again what other code than the present one did. */
  readonly sameCode: boolean;
  /** A worker that is already running, from which the plan was made. */
  readonly first: Worker;
  readonly observer: RunObserver;
  /** The user's own method, for runs that ask for it. */
  readonly method?: OwnMethod | undefined;
  /** Seconds between checkpoints; see {@linkcode WorkerOptions}. */
  readonly checkpointEvery?: number | undefined;
  /** Stops all workers, which keep what they can. */
  readonly signal: AbortSignal;
  /** Ends all workers at once. */
  readonly atOnce?: AbortSignal;
}

/** The records of the finished runs by hash, and the runs that failed. */
export interface PlanResult {
  readonly records: ReadonlyMap<string, RunRecord>;
  readonly failures: readonly PlannedRun[];
}

/**
 * Does every run of `runs` that has no record yet and that no other process is
 * doing; waits for the others. A run that fails is reported, marked in the
 * folder, and does not stop the others. If a result cannot be written, as on a
 * full disk, its run has failed, what is under way goes on, and no more is
 * started; likewise if a run cannot be made this process's own.
 *
 * @throws {UsageError} if a run fails for a reason that would stop them all,
 * such as missing data.
 * @throws {Interruption} if Ctrl-C ended a worker and does not reach this
 * process as well.
 */
export async function runPlan(
  runs: readonly PlannedRun[],
  options: RunPlanOptions,
): Promise<PlanResult> {
  const { folder, first, observer } = options;
  const sources = options.sameCode ? first.environment.sources : undefined;
  const records = await finishedRecords(runs, { folder, sources });
  const crew = new Crew(options);
  const finish = (run: PlannedRun, record: RunRecord) => {
    records.set(run.run, record);
    observer.finished(run, record);
  };
  const waiting = runs.filter(({ run }) => !records.has(run));
  const queue = new SharedQueue(waiting, {
    claim: ({ run }) => folder.marks.claim(run),
    record: (run) => recordOfClaimed(run, { folder, observer, sources }),
    onFinished: finish,
    onElsewhere: ({ length }) =>
      observer.note(
        `waiting for ${countText(length, "run")} that another process does`,
      ),
    signal: crew.signal,
  });
  const failures: PlannedRun[] = [];
  try {
    // Of one that finished, and whose process was killed right then.
    await folder.removeCheckpoints((run) => records.has(run));
    observer.planned(runs, [...records.values()]);
    noteOtherCode([...records.values()], options);
    const all = await Promise.allSettled(
      Array.from(
        { length: Math.min(options.jobs, waiting.length) },
        (_, index) =>
          work(index === 0 ? first : undefined, {
            ...{ ...options, queue, crew, failures, finish },
          }),
      ),
    );
    for (const one of all) {
      if (one.status === "rejected") throw one.reason;
    }
  } finally {
    crew.kill();
  }
  return { records, failures };
}

/** What those who work on a plan share. */
interface SharedWork extends RunPlanOptions {
  readonly queue: SharedQueue;
  readonly crew: Crew;
  /** The runs that failed, which are added here. */
  readonly failures: PlannedRun[];
  finish(run: PlannedRun, record: RunRecord): void;
}

/** Does runs, one after the other, until none is left or all are stopped. */
async function work(
  worker: Worker | undefined,
  shared: SharedWork,
): Promise<void> {
  const { engine, folder, first, observer, crew } = shared;
  const { signal } = crew;
  for (
    let next = await take(shared);
    next !== undefined;
    next = await take(shared)
  ) {
    const { run, claim } = next;
    observer.started(run);
    try {
      if (worker === undefined || worker.dead) {
        worker = await startWorker(engine, { ...shared, signal });
        crew.add(worker);
        checkSameEngine(worker, first);
        if (signal.aborted) return;
      }
      const record = await runIn(worker, { run, observer });
      await folder.write(record);
      await folder.removeCheckpoints((finished) => finished === run.run);
      shared.finish(run, record);
    } catch (error) {
      // Ctrl-C reaches every process of a terminal, workers perhaps first.
      if (error instanceof Interruption) {
        await pauseUntil(shared.signal, { ms: SAME_INTERRUPTION_MS });
      }
      if (signal.aborted) return;
      if (!(error instanceof Breakdown)) {
        crew.stop();
        throw error;
      }
      await fail(run, { ...shared, failure: error });
    } finally {
      await claim.release();
    }
  }
}

/** The next run; if it cannot be claimed there are no more. */
async function take({ queue, observer }: SharedWork) {
  try {
    return await queue.take();
  } catch (error) {
    queue.close();
    observer.note(`no more runs are started: ${(error as Error).message}`);
    throw error;
  }
}

/** Reports a run that failed, and marks it in the folder. */
async function fail(
  run: PlannedRun,
  { failure, queue, folder, observer, failures }: SharedWork & {
    failure: Breakdown;
  },
): Promise<void> {
  failures.push(run);
  observer.failed(run, failure);
  // Where a result cannot be written there is no use in more of them.
  if (!(failure instanceof RunFailure)) return queue.close();
  try {
    await folder.marks.fail(run.run, failure.message);
  } catch (error) {
    queue.close();
    throw error;
  }
}

/** @throws {UsageError} if the engine is another than the runs are planned on. */
function checkSameEngine(worker: Worker, first: Worker): void {
  const [now, before] = [worker, first].map(({ engine }) => canonical(engine));
  if (now === before) return;
  throw new UsageError(
    `Cannot go on: the engine is ${now} now and was ${before} when this began; run the same command again`,
  );
}

/** Says how many runs count that may be out of date. */
function noteOtherCode(
  finished: readonly RunRecord[],
  { first, observer }: Pick<RunPlanOptions, "first" | "observer">,
): void {
  const { length } = ofOtherCode(finished, first.environment.sources);
  if (length === 0) return;
  const count = countText(length, "run");
  observer.note(
    `counted, though other code than this did it: ${count}; in a new --results all are done again`,
  );
}

/** The record of a run that nobody else can write now. */
async function recordOfClaimed(
  run: PlannedRun,
  { folder, observer, sources }: Pick<RunPlanOptions, "folder" | "observer"> & {
    sources: string | undefined;
  },
): Promise<RunRecord | undefined> {
  try {
    return await finishedRecord(run, { folder, sources });
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    observer.setAside(run, await folder.setAside(run.run));
    return undefined;
  }
}

async function runIn(
  worker: Worker,
  { run, observer }: { run: PlannedRun; observer: RunObserver },
): Promise<RunRecord> {
  const { settings, seed } = run.identity;
  const { outcome, seconds } = await worker.run(
    { settings, seed },
    {
      onProgress: (progress) => observer.progress(run, progress),
      onNotice: (message) => observer.notice(run, message),
    },
  );
  return {
    version: RECORD_VERSION,
    run: run.run,
    identity: run.identity,
    outcome,
    seconds,
    environment: worker.environment,
  };
}
