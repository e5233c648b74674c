import { canonical } from "./run_identity.ts";
import type { RunRecord } from "./run_record.ts";

/** Estimates how long the rest of a plan takes, from the runs that finished. */
export class TimeLeft {
  total = 0;
  finished = 0;
  readonly #jobs: number;
  /** Seconds of the finished runs, by settings. */
  readonly #seconds = new Map<string, number[]>();

  constructor({ jobs }: { jobs: number }) {
    this.#jobs = jobs;
  }

  /** Starts with `total` runs of which some had finished before. */
  plan(total: number, finished: readonly RunRecord[]): void {
    this.total = total;
    finished.forEach((record) => this.finish(record));
  }

  /** Counts a finished run. */
  finish({ identity, seconds }: RunRecord): void {
    this.finished++;
    const key = canonical(identity.settings);
    this.#seconds.set(key, [...this.#seconds.get(key) ?? [], seconds]);
  }

  /** Counts out a run that will not finish. */
  drop(): void {
    this.total--;
  }

  /**
   * Seconds, from the mean over the kinds of run seen so far; undefined before
   * the first has finished.
   */
  seconds(): number | undefined {
    if (this.#seconds.size === 0) return undefined;
    const means = [...this.#seconds.values()].map(mean);
    return mean(means) * (this.total - this.finished) / this.#jobs;
  }

  /** In words. */
  text(): string {
    if (this.finished === this.total) return "nothing left";
    const seconds = this.seconds();
    if (seconds === undefined) return "time left unknown";
    return seconds < 90
      ? `about ${Math.ceil(seconds)} s left`
      : `about ${Math.ceil(seconds / 60)} min left`;
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
