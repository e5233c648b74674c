/**
 * Results made up for tests of the claims on trainings.
 *
 * @module
 */
import type { Results, RunOutcome, Tier } from "../suite.ts";

/** Seeds of made-up results. */
const MADE_UP_SEEDS = [0, 1, 2, 3, 4] as const;

/** What the runs of a cell found, by the method that its name ends with. */
export interface MadeUp {
  /** A metric of a run. */
  readonly metric?: (cell: string, seed: number) => number;
  /** A series of a run. */
  readonly series?: (
    cell: string,
    name: string,
    seed: number,
  ) => readonly number[];
  /** How a run ended; "not converged" by default. */
  readonly status?: (cell: string, seed: number) => RunOutcome["status"];
}

/** Results of runs. */
export function madeUp(
  tier: Tier,
  { metric, series, status = () => "not converged" }: MadeUp,
): Results {
  const bySeed = <T>(of: (seed: number) => T) =>
    new Map(MADE_UP_SEEDS.map((seed) => [seed, of(seed)]));
  return {
    tier,
    metric: (cell) => bySeed((seed) => metric!(cell, seed)),
    series: (cell, name) => bySeed((seed) => series!(cell, name, seed)),
    chosen: (cell) => cell,
    status: (cell) => bySeed((seed) => status(cell, seed)),
  };
}

/** The method that the name of a cell ends with. */
export function methodIn(cell: string): string {
  return ["RNC matched", "GNCtoRNC", "GNC", "RNC", "DP-SGD"]
    .find((method) => cell.endsWith(method))!;
}

/** A small number that differs from seed to seed and from name to name. */
export function shake(name: string, seed: number): number {
  return ((name.length * 7 + seed * 13) % 10 - 4.5) / 45;
}
