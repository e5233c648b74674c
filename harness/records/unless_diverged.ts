import type { Results } from "../../suites/suite.ts";
import { someOf } from "../terminal/some_of.ts";
import { NotRecorded } from "./results.ts";

/** What was made of results, or why nothing can be. */
export type UnlessDiverged<T> =
  | { readonly value: T }
  | { readonly why: string };

/**
 * What `read` makes of results. A diverged run is data, but may lack the
 * numbers that are compared: where `read` throws a `RangeError` and a run that
 * it has read diverged, that and the runs are the reason.
 *
 * @throws what `read` throws, if all that it has read went on to the end, or
 * if it is {@linkcode NotRecorded}.
 */
export function unlessDiverged<T>(
  results: Results,
  read: (results: Results) => T,
): UnlessDiverged<T> {
  const diverged = new Map<string, readonly number[]>();
  const watch = (cell: string) => {
    const seeds = [...results.status(cell)]
      .flatMap(([seed, status]) => status === "diverged" ? [seed] : []);
    if (seeds.length > 0) diverged.set(cell, seeds);
  };
  try {
    const value = read({
      ...results,
      metric: (cell, name) => {
        watch(cell);
        return results.metric(cell, name);
      },
      series: (cell, name, options) => {
        watch(cell);
        return results.series(cell, name, options);
      },
    });
    return { value };
  } catch (error) {
    if (!(error instanceof RangeError) || error instanceof NotRecorded) {
      throw error;
    }
    if (diverged.size === 0) throw error;
    const runs = [...diverged].map(([cell, seeds]) =>
      `cell ${cell}: seeds ${seeds.join(", ")}`
    );
    return { why: `runs diverged (${someOf(runs, "; ")}): ${error.message}` };
  }
}
