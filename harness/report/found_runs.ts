/**
 * Which runs of a results folder belong to a claim.
 *
 * @module
 */
import { NUMERICS_VERSION } from "../../core/numerics_version.ts";
import type { Fingerprint } from "../../engines/engine.ts";
import { type Claim, type Tier, TIERS } from "../../suites/suite.ts";
import { canonical } from "../records/run_identity.ts";
import type { RunRecord } from "../records/run_record.ts";
import {
  cellsOf,
  makePlan,
  type PlannedSuite,
  type SeedChoice,
  settingsOf,
} from "../running/plan.ts";

/** Runs of a claim that do not make up a single seed of all cells. */
export interface UnfinishedRuns {
  readonly tier: Tier;
  readonly engine: Fingerprint;
  /** Of the runs that no other tier has too. */
  readonly finished: number;
  readonly planned: number;
}

/** What the runs of this version of the numerics on an engine were done with. */
export interface EngineRuns {
  readonly engine: Fingerprint;
  /** In canonical form. */
  readonly settings: Set<string>;
}

/** Runs of other versions of the numerics are left out. */
export function runsByEngine(records: Iterable<RunRecord>): EngineRuns[] {
  const found = new Map<string, EngineRuns>();
  for (const { identity: { engine, numerics, settings } } of records) {
    if (numerics !== NUMERICS_VERSION) continue;
    const name = canonical(engine);
    const runs = found.get(name) ?? { engine, settings: new Set<string>() };
    runs.settings.add(canonical(settings));
    found.set(name, runs);
  }
  return [...found].toSorted(([a], [b]) => a < b ? -1 : 1)
    .map(([, runs]) => runs);
}

/** A suite's runs of the seeds that every cell has. */
export interface FinishedRuns extends UnfinishedRuns {
  readonly suite: PlannedSuite;
  readonly seedsAsked: number;
}

/** A claim's runs on an engine at each tier that has any. */
export function runsOn(
  { engine, settings }: EngineRuns,
  claim: Claim,
  { records, seeds }: {
    readonly records: ReadonlyMap<string, RunRecord>;
    readonly seeds: SeedChoice | undefined;
  },
): (FinishedRuns | UnfinishedRuns)[] {
  const plans = TIERS.filter((tier) =>
    cellsOf(claim, tier).flatMap(settingsOf).some((one) =>
      settings.has(canonical(one))
    )
  ).map((tier) => makePlan([claim], { tier, engine, choice: seeds, records }));
  return plans.map((plan) => {
    const suite = plan.suites[0]!;
    const others = new Set(
      plans.filter((other) => other !== plan)
        .flatMap(({ runs }) => runs.map(({ run }) => run)),
    );
    const own = plan.runs.filter(({ run }) => !others.has(run));
    const runs = {
      ...{ tier: plan.tier, engine, planned: own.length },
      finished: own.filter(({ run }) => records.has(run)).length,
    };
    const complete = suite.tuned
      ? suite.seeds.filter((seed) =>
        suite.cells.every(({ runs }) => records.has(runs.get(seed)!))
      )
      : [];
    if (complete.length === 0) return runs;
    return {
      ...runs,
      seedsAsked: suite.seeds.length,
      suite: {
        ...suite,
        seeds: complete,
        cells: suite.cells.map((cell) => ({
          ...cell,
          runs: new Map(complete.map((seed) => [seed, cell.runs.get(seed)!])),
        })),
      },
    };
  });
}
