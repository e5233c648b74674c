import type { RunProgress } from "../../suites/suite.ts";

/** Speeds are means over about so long. */
const WINDOW_MS = 10_000;
/** Over less than that they say little. */
const SHORTEST_MS = 500;

/** How fast a run goes at present, from what it says. */
export class Pace {
  /** The last it said, and what it said before, as far as the window goes. */
  readonly #said: { readonly now: number; readonly progress: RunProgress }[] =
    [];

  /** Takes note of what a run says, at `now` in milliseconds. */
  note(progress: RunProgress, now: number): void {
    this.#said.push({ progress, now });
    while (now - (this.#said[1]?.now ?? now) > WINDOW_MS) this.#said.shift();
  }

  /** Updates a second; undefined while it is not known. */
  stepsPerSecond(): number | undefined {
    return this.#perSecond(({ step }) => step);
  }

  /** Per-example gradients a second; undefined while it is not known. */
  examplesPerSecond(): number | undefined {
    return this.#perSecond(({ examples }) => examples);
  }

  #perSecond(
    count: (progress: RunProgress) => number | undefined,
  ): number | undefined {
    const [first, last] = [this.#said[0], this.#said.at(-1)];
    if (first === undefined || last === undefined) return undefined;
    const [from, to] = [count(first.progress), count(last.progress)];
    const milliseconds = last.now - first.now;
    if (from === undefined || to === undefined || milliseconds < SHORTEST_MS) {
      return undefined;
    }
    return to > from ? 1000 * (to - from) / milliseconds : undefined;
  }
}
