import { countText } from "../terminal/numbers.ts";
import type { ClaimResults } from "./suite_results.ts";

/**
 * How many of a folder's runs the claims are judged on, e.g. "4 of 9 runs":
 * others are of other seeds, tiers or methods.
 */
export function usedRunsText(
  claims: readonly ClaimResults[],
  { runs }: { runs: number },
): string {
  const own = claims.flatMap(({ results }) => results)
    .filter(({ recorded }) => recorded === undefined);
  const used = new Set(
    own.flatMap(({ suite: { cells, tried } }) => [...cells, ...tried])
      .flatMap(({ runs }) => [...runs.values()]),
  );
  const all = countText(runs, "run");
  return used.size === runs ? all : `${used.size} of ${all}`;
}
