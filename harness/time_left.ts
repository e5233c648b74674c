import type { RunSettings } from "../suites/suite.ts";
import type { PlannedRun } from "./plan.ts";
import { canonical } from "./run_identity.ts";
import type { RunRecord } from "./run_record.ts";

/** Estimates how long the rest of a plan takes, from the runs that finished. */
export class TimeLeft {
  finished = 0;
  readonly #jobs: number | undefined;
  /** The runs that have not finished, by hash. */
  readonly #waiting = new Map<string, PlannedRun>();
  /** Mean seconds of the finished runs, by settings and by kind. */
  readonly #means = new Map<string, { seconds: number; runs: number }>();
  /** The keys of settings, which many runs share. */
  readonly #keys = new WeakMap<RunSettings, readonly string[]>();

  /** @param options.jobs Runs at a time, if that is known. */
  constructor({ jobs }: { jobs: number | undefined }) {
    this.#jobs = jobs;
  }

  /** Runs in all, but for those that will not finish. */
  get total(): number {
    return this.finished + this.#waiting.size;
  }

  /** Starts with all runs, of which some had finished before. */
  plan(
    runs: readonly PlannedRun[],
    finished: readonly RunRecord[],
  ): void {
    runs.forEach((run) => this.#waiting.set(run.run, run));
    finished.forEach((record) => this.finish(record));
  }

  /** Counts a finished run. */
  finish({ run, identity, seconds }: RunRecord): void {
    const { settings } = (this.#waiting.get(run) ?? { identity }).identity;
    this.finished++;
    this.#waiting.delete(run);
    for (const key of this.#keysOf(settings)) {
      const mean = this.#means.get(key) ?? { seconds: 0, runs: 0 };
      mean.runs++;
      mean.seconds += (seconds - mean.seconds) / mean.runs;
      this.#means.set(key, mean);
    }
  }

  /** Counts out a run that will not finish. */
  drop({ run }: PlannedRun): void {
    this.#waiting.delete(run);
  }

  /**
   * Seconds: for each run that is left the mean of those with its settings,
   * else of its kind. Undefined while there is a run of a kind not seen yet.
   */
  seconds(): number | undefined {
    if (this.#jobs === undefined) return undefined;
    let sum = 0;
    for (const { identity: { settings } } of this.#waiting.values()) {
      const known = this.#keysOf(settings).find((key) => this.#means.has(key));
      if (known === undefined) return undefined;
      sum += this.#means.get(known)!.seconds;
    }
    return sum / this.#jobs;
  }

  /** In words. */
  text(): string {
    if (this.#waiting.size === 0) return "nothing left";
    const seconds = this.seconds();
    if (seconds === undefined) return "time left unknown";
    return seconds < 90
      ? `about ${Math.ceil(seconds)} s left`
      : `about ${Math.ceil(seconds / 60)} min left`;
  }

  /** What runs that take about as long have in common, nearest first. */
  #keysOf(settings: RunSettings): readonly string[] {
    const keys = this.#keys.get(settings) ??
      [canonical(settings), settings.kind];
    this.#keys.set(settings, keys);
    return keys;
  }
}
