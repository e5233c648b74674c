import type { Worker } from "./worker.ts";

/** The workers of a plan, which end together. */
export class Crew {
  readonly #workers: Set<Worker>;
  readonly #stop = new AbortController();
  /** Whether they have been stopped, by the user or by an error. */
  readonly signal: AbortSignal;

  constructor(
    { first, signal, atOnce }: {
      first: Worker;
      signal: AbortSignal;
      atOnce?: AbortSignal;
    },
  ) {
    this.#workers = new Set([first]);
    this.signal = AbortSignal.any([signal, this.#stop.signal]);
    this.signal.addEventListener(
      "abort",
      () => this.#workers.forEach((worker) => worker.stop()),
    );
    atOnce?.addEventListener("abort", () => this.kill());
  }

  /** Takes in a worker that has been started since. */
  add(worker: Worker): void {
    this.#workers.add(worker);
  }

  /** Stops all workers, which keep what they can. */
  stop(): void {
    this.#stop.abort();
  }

  /** Ends all workers at once. */
  kill(): void {
    this.#workers.forEach((worker) => worker.kill());
  }
}
