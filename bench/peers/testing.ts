import { type Contender, Incapable } from "./contender.ts";

/** What contenders did, in order. */
export type Journal = string[];

/**
 * A contender for tests, whose every step takes `milliseconds`, but the first of a run
 * ten times as much.
 *
 * @param options.journal Where it notes its runs.
 * @param options.incapable Why it cannot do any work.
 */
export function fakeContender(
  id: string,
  { milliseconds, journal = [], losses = [3, 2, 1], incapable }: {
    milliseconds: number;
    journal?: Journal;
    losses?: readonly number[];
    incapable?: string;
  },
): Contender {
  return {
    ...{ id, title: id.toUpperCase(), device: "CPU" },
    prepare: (folder) => {
      journal.push(`${id} prepares ${folder}`);
      return incapable === undefined
        ? Promise.resolve()
        : Promise.reject(new Incapable(incapable));
    },
    run: (steps) => {
      journal.push(`${id} runs ${steps}`);
      const later = Array.from({ length: steps - 1 }, () => milliseconds);
      return Promise.resolve({
        losses,
        milliseconds: [10 * milliseconds, ...later],
      });
    },
  };
}
