/**
 * Plans of short runs that are done, for tests of what becomes of them.
 *
 * @module
 */
import type { RunSettings } from "../../suites/suite.ts";
import {
  openResultsFolder,
  type ResultsFolder,
} from "../records/results_folder.ts";
import type { RunRecord } from "../records/run_record.ts";
import { nameOf } from "../terminal/progress.ts";
import { claimOn, planOf, trainingWith } from "../testing.ts";
import type { PlannedRun, SeedChoice } from "./plan.ts";
import { type PlanResult, type RunObserver, runPlan } from "./run_plan.ts";
import { startWorker, type Worker } from "./worker.ts";

/** A training that takes no time. */
export const SHORT: RunSettings = trainingWith();

/** Another one. */
export const OTHER: RunSettings = trainingWith({ batchSize: 5 });

/** An observer that writes what happens to `log`, and passes it on. */
export function observerOf(
  log: string[],
  also: Partial<RunObserver> = {},
): RunObserver {
  return {
    planned: (runs, finished) => {
      log.push(`planned ${runs.length}, finished ${finished.length}`);
      also.planned?.(runs, finished);
    },
    started: (run) => also.started?.(run),
    progress: (run, progress) => also.progress?.(run, progress),
    finished: (run, record) => {
      log.push(`${nameOf(run)} finished`);
      also.finished?.(run, record);
    },
    failed: (run, failure) => {
      log.push(`${nameOf(run)} failed`);
      also.failed?.(run, failure);
    },
    setAside: (run, path) => {
      log.push(`${nameOf(run)} set aside`);
      also.setAside?.(run, path);
    },
    notice: (run, message) => {
      log.push(`${nameOf(run)}: ${message}`);
      also.notice?.(run, message);
    },
    note: (line) => {
      log.push(line);
      also.note?.(line);
    },
  };
}

/** What a call does with these cells, and what an observer is told. */
export async function runCells(
  path: string,
  {
    cells,
    jobs = 1,
    sameCode = false,
    folder,
    choice,
    checkpointEvery,
    observe = () => ({}),
    signal = new AbortController().signal,
    atOnce,
  }: {
    cells: Readonly<Record<string, RunSettings>>;
    jobs?: number;
    sameCode?: boolean;
    folder?: ResultsFolder;
    choice?: SeedChoice;
    checkpointEvery?: number;
    observe?: (first: Worker) => Partial<RunObserver>;
    signal?: AbortSignal;
    atOnce?: AbortSignal;
  },
): Promise<
  PlanResult & {
    log: string[];
    runs: readonly PlannedRun[];
    first: Worker;
  }
> {
  const log: string[] = [];
  const options = {
    folder: folder ?? await openResultsFolder(path, { create: true }),
    dataDir: path,
    checkpointEvery,
  };
  const engine = { name: "cpu" } as const;
  const first = await startWorker(engine, options);
  const { runs } = planOf([claimOn(cells)], {
    engine: first.engine,
    ...choice === undefined ? {} : { choice },
  });
  const result = await runPlan(runs, {
    ...{ ...options, engine, jobs, first, sameCode, signal },
    observer: observerOf(log, observe(first)),
    ...atOnce === undefined ? {} : { atOnce },
  });
  return { ...result, log, runs, first };
}

/** What came of each run, by its hash. */
export function outcomesOf(records: ReadonlyMap<string, RunRecord>) {
  return [...records].map(([run, { outcome }]) => [run, outcome]).toSorted();
}
