import type { FileLock } from "../../core/file_lock.ts";
import { pauseUntil } from "../../core/pause.ts";
import type { PlannedRun } from "./plan.ts";
import type { RunRecord } from "../records/run_record.ts";

const POLL_MS = 2_000;

/** A run that is this process's to do. */
export interface ClaimedRun {
  readonly run: PlannedRun;
  readonly claim: FileLock;
}

/** What a queue asks and tells. */
export interface SharedQueueOptions {
  /** Makes a run this process's own; undefined if another is doing it. */
  readonly claim: (run: PlannedRun) => Promise<FileLock | undefined>;
  /** The record of a run that is claimed, if it was finished meanwhile. */
  readonly record: (run: PlannedRun) => Promise<RunRecord | undefined>;
  /** Told of each such record. */
  readonly onFinished: (run: PlannedRun, record: RunRecord) => void;
  /** Told once that nothing but these runs of other processes is left. */
  readonly onElsewhere: (runs: readonly PlannedRun[]) => void;
  readonly signal: AbortSignal;
}

/**
 * The runs that are left to do, shared with the other processes that work on
 * the same results folder: what one of them does is passed over, until it has
 * finished or its process is gone.
 */
export class SharedQueue {
  readonly #options: SharedQueueOptions;
  readonly #waiting: PlannedRun[];
  readonly #elsewhere: PlannedRun[] = [];
  #told = false;
  #closed = false;

  constructor(runs: readonly PlannedRun[], options: SharedQueueOptions) {
    this.#waiting = [...runs];
    this.#options = options;
  }

  /** Gives out no more runs. */
  close(): void {
    this.#closed = true;
  }

  /** The next run to do; waits for those of others. Undefined at the end. */
  async take(): Promise<ClaimedRun | undefined> {
    const { claim, record, onFinished, signal } = this.#options;
    while (!signal.aborted && !this.#closed) {
      const run = this.#waiting.shift();
      if (run === undefined) {
        if (this.#elsewhere.length === 0) return undefined;
        await this.#wait();
        continue;
      }
      const claimed = await claim(run);
      if (claimed === undefined) {
        this.#elsewhere.push(run);
        continue;
      }
      const finished = await record(run).catch(async (error) => {
        await claimed.release();
        throw error;
      });
      if (finished === undefined && !signal.aborted) {
        return { run, claim: claimed };
      }
      await claimed.release();
      if (finished !== undefined) onFinished(run, finished);
    }
    return undefined;
  }

  async #wait(): Promise<void> {
    const { onElsewhere, signal } = this.#options;
    if (!this.#told) onElsewhere([...this.#elsewhere]);
    this.#told = true;
    await pauseUntil(signal, { ms: POLL_MS });
    this.#waiting.push(...this.#elsewhere.splice(0));
  }
}
