/**
 * The seeds that studies report.
 *
 * @module
 */
import type { BySeed } from "./paired_t.ts";
import type { Cell, Study, TunedCell } from "./suite.ts";

/** Seeds 0, 1, …. */
export function firstSeeds(count: number): readonly number[] {
  return Array.from({ length: count }, (_, seed) => seed);
}

/** Every other seed, to choose with, and the rest, to test with. */
export function halves(seeds: Iterable<number>) {
  const all = [...seeds];
  return {
    choosing: all.filter((_, index) => index % 2 === 0),
    testing: all.filter((_, index) => index % 2 === 1),
  };
}

/** The values of some seeds. */
export function ofSeeds(values: BySeed, seeds: readonly number[]): BySeed {
  return new Map(seeds.map((seed) => [seed, values.get(seed)!]));
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
