import type { SeriesBySeed } from "./figure.ts";

/**
 * Where the values of each seed's series stand, for a figure: at `from`,
 * `from` + `every`, … in the unit of both, e.g. updates.
 */
export function placesAlong(
  series: SeriesBySeed,
  { every, from = 0 }: { every: number; from?: number },
): SeriesBySeed {
  return new Map(
    [...series].map(([seed, values]) => [
      seed,
      values.map((_, i) => from + every * i),
    ]),
  );
}
