/**
 * The seeds that studies report.
 *
 * @module
 */
import type { Cell, Study, TunedCell } from "./suite.ts";

/** Seeds 0, 1, …. */
export function firstSeeds(count: number): readonly number[] {
  return Array.from({ length: count }, (_, seed) => seed);
}

/** A study with other seeds at the desk tier. */
export function withDeskSeeds<C extends Cell | TunedCell>(
  study: Study<C>,
  seeds: readonly number[],
): Study<C> {
  return {
    ...study,
    seeds: (tier) => tier === "desk" ? seeds : study.seeds(tier),
  };
}
