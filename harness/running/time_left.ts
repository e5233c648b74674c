import type { RunSettings } from "../../suites/suite.ts";
import { durationText } from "../terminal/duration.ts";
import type { PlannedRun } from "./plan.ts";
import { canonical } from "../records/run_identity.ts";
import type { RunRecord } from "../records/run_record.ts";

/** Estimates how long the rest of a plan takes, from the runs that finished. */
export class TimeLeft {
  finished = 0;
  readonly #jobs: number | undefined;
  /** Keys of the runs that have not finished, by hash; see `keysOf`. */
  readonly #waiting = new Map<string, readonly string[]>();
  /** Seconds of the finished runs, by key. */
  readonly #seconds = new Map<string, Mean>();
  /** Steps of the finished runs, by settings. */
  readonly #steps = new Map<string, Mean>();

  /** @param options.jobs Runs at a time, if that is known. */
  constructor({ jobs }: { jobs: number | undefined }) {
    this.#jobs = jobs;
  }

  /** Runs in all, but for those that will not finish. */
  get total(): number {
    return this.finished + this.#waiting.size;
  }

  /** Starts afresh with all runs, of which some had finished before. */
  plan(
    runs: readonly PlannedRun[],
    finished: readonly RunRecord[],
  ): void {
    this.finished = 0;
    for (const map of [this.#waiting, this.#seconds, this.#steps]) map.clear();
    for (const { run, identity } of runs) {
      this.#waiting.set(run, keysOf(identity.settings));
    }
    finished.forEach((record) => this.finish(record));
  }

  /** Counts a finished run. */
  finish({ run, identity: { settings }, outcome, seconds }: RunRecord): void {
    const keys = this.#waiting.get(run) ?? keysOf(settings);
    this.finished++;
    this.#waiting.delete(run);
    for (const key of keys) add(this.#seconds, { key, value: seconds });
    if (outcome.steps > 0) {
      add(this.#steps, { key: keys[0]!, value: outcome.steps });
    }
  }

  /** Counts out a run that will not finish. */
  drop({ run }: PlannedRun): void {
    this.#waiting.delete(run);
  }

  /** Mean steps of the finished runs with a run's settings, if there are any. */
  usualSteps({ identity: { settings } }: PlannedRun): number | undefined {
    return this.#steps.get(keysOf(settings)[0]!)?.value;
  }

  /**
   * Seconds: for each run that is left the mean of those with its settings,
   * else of its kind. Undefined while there is a run of a kind not seen yet.
   */
  seconds(): number | undefined {
    if (this.#jobs === undefined) return undefined;
    let sum = 0;
    for (const keys of this.#waiting.values()) {
      const known = keys.find((key) => this.#seconds.has(key));
      if (known === undefined) return undefined;
      sum += this.#seconds.get(known)!.value;
    }
    // At the end there are more jobs than runs.
    return sum / Math.min(this.#jobs, Math.max(1, this.#waiting.size));
  }

  /** In words. */
  text(): string {
    if (this.#waiting.size === 0) return "nothing left";
    const seconds = this.seconds();
    if (seconds === undefined) return "time left unknown";
    // Another batch size or noise may well take ten times as long.
    const seen = [...this.#waiting.values()]
      .every(([settings]) => this.#seconds.has(settings!));
    return `about ${durationText(seconds)} left${
      seen ? "" : ", if all settings take as long"
    }`;
  }
}

/** What {@linkcode keysOf} said of settings, which many runs share. */
const known = new WeakMap<RunSettings, readonly string[]>();

/** What runs that take about as long have in common, nearest first. */
function keysOf(settings: RunSettings): readonly string[] {
  const keys = known.get(settings) ?? [canonical(settings), settings.kind];
  known.set(settings, keys);
  return keys;
}

/** The mean of what was added so far. */
class Mean {
  #sum = 0;
  #count = 0;

  get value(): number {
    return this.#sum / this.#count;
  }

  add(value: number): void {
    this.#sum += value;
    this.#count++;
  }
}

function add(
  means: Map<string, Mean>,
  { key, value }: { key: string; value: number },
): void {
  const mean = means.get(key) ?? new Mean();
  mean.add(value);
  means.set(key, mean);
}
