/**
 * How often the gate would cry wolf: its questions asked where the code is
 * right and only seeds, or only the engine, are others.
 *
 * @module
 */
import Table from "cli-table3";
import { UsageError } from "../../core/usage_error.ts";
import { exactInterval, type Outcome } from "../../suites/predicates.ts";
import type { Claim, Tier } from "../../suites/suite.ts";
import { goldenRunsOf } from "../golden/gate.ts";
import {
  differingFirsts,
  differingResults,
  type GoldenPair,
  nameOf,
} from "../golden/golden_difference.ts";
import type { GoldenRun } from "../golden/golden_form.ts";
import type { PlannedSuite } from "../running/plan.ts";
import { tuningSeedsOf } from "../running/tuning_seeds.ts";
import type { RunRecord } from "../records/run_record.ts";
import { verdictOf } from "../golden/verdict.ts";

/** A suite's runs and verdict with one set of seeds. */
export interface NullTrial {
  readonly runs: readonly GoldenRun[];
  readonly outcome: Outcome;
}

/** What the gate would say of a trial; a line for each disagreement. */
export interface NullAlarms {
  /** Question 1; absent where it makes no sense, as of other seeds. */
  readonly firsts?: readonly string[];
  /** Question 2. */
  readonly results: readonly string[];
  /** Question 3. */
  readonly verdict: readonly string[];
}

/**
 * Sets of seeds that a suite does not declare, each as large as the declared
 * one: the first follows on the largest declared seed. Seeds that settings were
 * tuned with are left out, for results of those look better than they are.
 */
export function nullSeeds(
  claim: Claim,
  { tier, sets }: { tier: Tier; sets: number },
): number[][] {
  const declared = claim.study.seeds(tier);
  const first = Math.max(...declared) + 1;
  const tuned = tuningSeedsOf(claim, tier);
  const unused = Array.from(
    { length: sets * declared.length + tuned.size },
    (_, i) => first + i,
  ).filter((seed) => !tuned.has(seed));
  return Array.from(
    { length: sets },
    (_, set) =>
      unused.slice(set * declared.length, (set + 1) * declared.length),
  );
}

/** A suite's trial with some of the seeds that it was planned with. */
export function trialOf(
  suite: PlannedSuite,
  { seeds, tier, records }: {
    seeds: readonly number[];
    tier: Tier;
    records: ReadonlyMap<string, RunRecord>;
  },
): NullTrial {
  const part: PlannedSuite = {
    ...suite,
    seeds,
    cells: suite.cells.map(({ runs, ...cell }) => ({
      ...cell,
      runs: new Map(seeds.map((seed) => [seed, runs.get(seed)!])),
    })),
  };
  return {
    runs: goldenRunsOf(part, records),
    outcome: verdictOf(part, { tier, records }).outcome,
  };
}

/** Recorded runs under other seeds, so that each has one to be paired with. */
export function withSeeds(
  runs: readonly GoldenRun[],
  seeds: readonly number[],
): GoldenRun[] {
  const old = [...new Set(runs.map(({ seed }) => seed))].sort((a, b) => a - b);
  return runs.map((run) => ({ ...run, seed: seeds[old.indexOf(run.seed)]! }));
}

/** Whether trials of a suite all have recorded runs to be paired with. */
export function isComparable(
  { runs }: { runs: readonly GoldenRun[] },
  { claim, tier }: { claim: Claim; tier: Tier },
): boolean {
  const seeds = claim.study.seeds(tier);
  const names = new Set(withSeeds(runs, seeds).map(nameOf));
  return claim.cells(tier).every((cell) =>
    seeds.every((seed) => names.has(nameOf({ cell, seed })))
  );
}

/**
 * What the gate would say of `ours` if `recorded` were recorded elsewhere:
 * first numbers only of runs with the same seeds.
 *
 * @throws {UsageError} if a run has none to be paired with.
 */
export function alarmsOf(
  { ours, recorded }: { ours: NullTrial; recorded: NullTrial },
  { claim, tier, sameSeeds }: {
    claim: Claim;
    tier: Tier;
    sameSeeds: boolean;
  },
): NullAlarms {
  const byName = new Map(recorded.runs.map((run) => [nameOf(run), run]));
  const pairs = ours.runs.map((run): GoldenPair => {
    const pair = byName.get(nameOf(run));
    if (pair !== undefined) return { ours: run, recorded: pair };
    throw new UsageError(
      `Cannot compare ${claim.id}: what is recorded has other cells or fewer seeds than the suite declares; record it again with "deno task golden accept"`,
    );
  });
  return {
    ...sameSeeds ? { firsts: differingFirsts(pairs, { claim }) } : {},
    results: differingResults(pairs, { claim, tier }),
    verdict: ours.outcome === recorded.outcome
      ? []
      : [`the verdict is "${ours.outcome}", recorded is "${recorded.outcome}"`],
  };
}

/** What was compared, and what the gate said of each set of seeds. */
export interface NullRow {
  readonly suite: string;
  readonly compared: string;
  readonly alarms: readonly NullAlarms[];
}

/** How often each question fails, with exact 95 % intervals. */
export function nullText(rows: readonly NullRow[]): string {
  const table = new Table({
    head: ["suite", "compared", "1 code", "2 results", "3 verdict", "gate"],
    style: { head: [], border: [], compact: true },
  });
  for (const { suite, compared, alarms } of rows) {
    const rate = (fails: (alarms: NullAlarms) => boolean) =>
      rateText({ alarms: alarms.filter(fails).length, of: alarms.length });
    const firsts = ({ firsts = [] }: NullAlarms) => firsts.length > 0;
    const results = ({ results }: NullAlarms) => results.length > 0;
    const verdict = ({ verdict }: NullAlarms) => verdict.length > 0;
    table.push([
      suite,
      compared,
      alarms.some(({ firsts }) => firsts !== undefined) ? rate(firsts) : "",
      rate(results),
      rate(verdict),
      rate((alarms) => firsts(alarms) || results(alarms) || verdict(alarms)),
    ]);
  }
  return table.toString();
}

/** As in "1 of 10\n0–45 %". */
export function rateText(
  { alarms, of }: { alarms: number; of: number },
): string {
  const { lower, upper } = exactInterval({
    ...{ successes: alarms, trials: of, probability: 0.975 },
  });
  const percent = (share: number) => (100 * share).toFixed(0);
  return `${alarms} of ${of}\n${percent(lower)}–${percent(upper)} %`;
}
