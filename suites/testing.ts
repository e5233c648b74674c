/**
 * Records made up for tests of claims.
 *
 * @module
 */
import type { Results, RunOutcome, Tier } from "./suite.ts";

/** Values of a metric by cell, in the order of seeds 0, 1, 2, …. */
export type Values = Readonly<Record<string, readonly number[]>>;

/** Results in which every run converged, with these metrics. */
export function resultsWith(
  tier: Tier,
  metrics: Readonly<Record<string, Values>>,
): Results {
  const bySeed = <T>(values: readonly T[]) => new Map(values.entries());
  return {
    ...{ tier, series: none, chosen: none },
    metric: (cell, name) => bySeed(metrics[name]![cell]!),
    status: (cell) =>
      bySeed(Object.values(metrics)[0]![cell]!.map(() => "converged" as const)),
  };
}

/** Results of one run of each cell, with seed 0. */
export function resultsOfOne(
  tier: Tier,
  outcomes: Readonly<Record<string, RunOutcome>>,
): Results {
  const of = <T>(cell: string, get: (outcome: RunOutcome) => T) =>
    new Map([[0, get(outcomes[cell]!)]]);
  return {
    ...{ tier, chosen: none },
    metric: (cell, name) => of(cell, ({ metrics }) => metrics[name]!.value),
    series: (cell, name) => of(cell, ({ series }) => series[name]!),
    status: (cell) => of(cell, ({ status }) => status),
  };
}

function none(): never {
  throw new Error("made-up results have none of that");
}
