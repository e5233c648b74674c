import type { Claim, RunOutcome, RunSettings } from "../../suites/suite.ts";
import { nameOf } from "../golden/golden_difference.ts";
import type { Golden, GoldenRun } from "../golden/golden_form.ts";
import {
  cellsOf,
  type PlannedCell,
  type PlannedSuite,
  settingsOf,
} from "../running/plan.ts";
import { RECORD_VERSION, type RunRecord } from "../records/run_record.ts";

/**
 * Recorded results as if they were a folder's runs, of the seeds that every
 * cell of the claim has. They hold metrics, but neither series nor what tuned
 * cells tried.
 */
export function recordedSuite(
  claim: Claim,
  golden: Golden,
): { suite: PlannedSuite; records: ReadonlyMap<string, RunRecord> } {
  const runs = new Map(golden.runs.map((run) => [nameOf(run), run]));
  const seeds = [...new Set(golden.runs.map(({ seed }) => seed))]
    .toSorted((a, b) => a - b);
  const cells = cellsOf(claim, golden.tier);
  const complete = seeds.filter((seed) =>
    cells.every(({ id }) => runs.has(nameOf({ cell: id, seed })))
  );
  const records = new Map<string, RunRecord>();
  const recordOf = (settings: RunSettings, recorded: GoldenRun): RunRecord => ({
    version: RECORD_VERSION,
    run: nameOf(recorded),
    identity: {
      ...{ settings, seed: recorded.seed, datasets: {} },
      ...{ engine: golden.engine, numerics: golden.numerics },
    },
    outcome: outcomeOf(recorded, golden.units ?? {}),
    seconds: NaN,
    environment: golden.environments[recorded.environment ?? 0]!,
  });
  const suite: PlannedSuite = {
    ...{ claim, seeds: complete, tried: [], tuned: true },
    untunable: new Map(),
    chosen: new Map(Object.entries(golden.chosen ?? {})),
    cells: cells.map((cell): PlannedCell => {
      const { id } = cell;
      const settings = settingsOf(cell)[0]!;
      const recorded = complete.map((seed) =>
        runs.get(nameOf({ cell: id, seed }))!
      );
      for (const run of recorded) {
        records.set(nameOf(run), recordOf(settings, run));
      }
      return {
        ...{ id, settings },
        runs: new Map(recorded.map((run) => [run.seed, nameOf(run)])),
      };
    }),
  };
  return { suite, records };
}

function outcomeOf(
  { status, steps, metrics, volatile, first }: GoldenRun,
  units: Readonly<Record<string, string>>,
): RunOutcome {
  return {
    status,
    steps,
    metrics: Object.fromEntries(
      Object.entries({ ...metrics, ...volatile }).map(([name, value]) => [
        name,
        { value: value ?? NaN, unit: units[name] ?? "" },
      ]),
    ),
    series: {},
    first: first.map((value) => value ?? NaN),
    links: [],
  };
}
