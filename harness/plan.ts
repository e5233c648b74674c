/**
 * The plan of a call: which runs the asked suites need. Runs that several
 * suites share are done once.
 *
 * @module
 */
import type { Fingerprint } from "../engines/engine.ts";
import type { Cell, Claim, RunSettings, Tier } from "../suites/suite.ts";
import { runHash, type RunIdentity, runIdentity } from "./run_identity.ts";

/** A run to do. */
export interface PlannedRun {
  readonly run: string;
  readonly identity: RunIdentity;
  /** The cell's name where it was first asked for; for people. */
  readonly cell: string;
}

/** A cell of a suite with its runs. */
export interface PlannedCell {
  readonly id: string;
  readonly settings: RunSettings;
  /** Hash of the run for each seed. */
  readonly runs: ReadonlyMap<number, string>;
}

/** A suite with its cells. */
export interface PlannedSuite {
  readonly claim: Claim;
  readonly seeds: readonly number[];
  readonly cells: readonly PlannedCell[];
}

/** What a call has to do. */
export interface Plan {
  readonly tier: Tier;
  readonly engine: Fingerprint;
  readonly suites: readonly PlannedSuite[];
  /** Every run that a suite needs, each once, seed by seed. */
  readonly runs: readonly PlannedRun[];
}

/** More seeds than that are a slip of the finger. */
export const MOST_SEEDS = 10_000;

/** Which seeds the user asked for: the first so many, or these. */
export type SeedChoice = { readonly count: number } | readonly number[];

/** The seeds of a claim under a choice; its own without one. */
export function seedsOf(
  claim: Claim,
  { tier, choice }: { tier: Tier; choice: SeedChoice | undefined },
): readonly number[] {
  const declared = claim.study.seeds(tier);
  if (choice === undefined) return declared;
  // Exact mathematics gains nothing from other seeds than it declares.
  if (claim.exact) {
    return "count" in choice ? declared.slice(0, choice.count) : declared;
  }
  if (!("count" in choice)) return choice;
  return Array.from(
    { length: choice.count },
    (_, index) =>
      declared[index] ?? Math.max(...declared) + 1 + index - declared.length,
  );
}

/** Plans suites at a tier on an engine. */
export function makePlan(
  claims: readonly Claim[],
  { tier, engine, choice }: {
    tier: Tier;
    engine: Fingerprint;
    choice: SeedChoice | undefined;
  },
): Plan {
  const runs = new Map<string, PlannedRun>();
  const suites = claims.map((claim): PlannedSuite => {
    const seeds = seedsOf(claim, { tier, choice });
    const cells = cellsOf(claim, tier).map(({ id, settings }): PlannedCell => ({
      id,
      settings,
      runs: new Map(seeds.map((seed) => {
        const identity = runIdentity(settings, { seed, engine });
        const run = runHash(identity);
        if (!runs.has(run)) runs.set(run, { run, identity, cell: id });
        return [seed, run];
      })),
    }));
    return { claim, seeds, cells };
  });
  return {
    tier,
    engine,
    suites,
    runs: [...runs.values()].toSorted((a, b) =>
      a.identity.seed - b.identity.seed
    ),
  };
}

/** The cells of its study that a claim needs at a tier. */
export function cellsOf(claim: Claim, tier: Tier): readonly Cell[] {
  const wanted = new Set(claim.cells(tier));
  return claim.study.cells(tier).filter(({ id }) => wanted.has(id));
}
