/**
 * Records made up for tests of claims.
 *
 * @module
 */
import type { Results, Tier } from "./suite.ts";

/** Values of a metric by cell, in the order of seeds 0, 1, 2, …. */
export type Values = Readonly<Record<string, readonly number[]>>;

/** Results in which every run converged, with these metrics. */
export function resultsWith(
  tier: Tier,
  metrics: Readonly<Record<string, Values>>,
): Results {
  const bySeed = <T>(values: readonly T[]) => new Map(values.entries());
  return {
    tier,
    metric: (cell, name) => bySeed(metrics[name]![cell]!),
    status: (cell) =>
      bySeed(Object.values(metrics)[0]![cell]!.map(() => "converged" as const)),
  };
}
