import { Breakdown } from "../../core/exit_code.ts";
import { countText } from "../terminal/numbers.ts";
import { type QueuedTask, queuedTasks, SlurmError } from "./command.ts";

/** Slurm's answer may fail to come so often in a row before we give up. */
const MOST_SILENCES = 20;

/** What became of job arrays. */
export type QueueState = "under way" | "over";

/** Looks after job arrays in Slurm's queue, not too often. */
export class QueueWatch {
  readonly #names: readonly string[];
  readonly #interval: number;
  readonly #note: (line: string) => void;
  readonly #ask: typeof queuedTasks;
  #next = 0;
  #state: QueueState = "under way";
  #said = "";
  #silences = 0;

  /** @param options.interval Milliseconds between two questions to Slurm. */
  constructor(
    names: readonly string[],
    { interval, note, ask = queuedTasks }: {
      interval: number;
      note: (line: string) => void;
      ask?: typeof queuedTasks;
    },
  ) {
    this.#names = names;
    this.#interval = interval;
    this.#note = note;
    this.#ask = ask;
  }

  /**
   * How the arrays are, as of the last question.
   *
   * @throws {Breakdown} if Slurm has not answered for long.
   */
  async look(): Promise<QueueState> {
    const now = performance.now();
    if (this.#state === "over" || now < this.#next) return this.#state;
    this.#next = now + this.#interval;
    try {
      const tasks = await this.#ask(this.#names);
      this.#silences = 0;
      if (tasks.length === 0) this.#state = "over";
      else this.#say(`Slurm: ${summary(tasks)}`);
    } catch (error) {
      if (!(error instanceof SlurmError)) throw error;
      if (++this.#silences === MOST_SILENCES) {
        throw new Breakdown(
          `Cannot ask Slurm: ${error.message}; its jobs go on: run the same command again to wait for them`,
        );
      }
      this.#say(`Slurm does not answer: ${error.message}`);
    }
    return this.#state;
  }

  /** Says what has not just been said. */
  #say(line: string): void {
    if (line !== this.#said) this.#note(line);
    this.#said = line;
  }
}

/** How many tasks are in each state, and why they wait. */
function summary(tasks: readonly QueuedTask[]): string {
  const states = Map.groupBy(
    tasks,
    ({ state, reason }) =>
      state.toLowerCase() +
      (state === "PENDING" && reason !== "None" ? ` (${reason})` : ""),
  );
  return [...states].map(([state, { length }]) =>
    `${countText(length, "task")} ${state}`
  ).join(", ");
}
