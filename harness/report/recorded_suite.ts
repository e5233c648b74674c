import type { Claim, RunOutcome } from "../../suites/suite.ts";
import type { Golden, GoldenRun } from "../golden_file.ts";
import { cellsOf, type PlannedSuite, settingsOf } from "../plan.ts";
import { RECORD_VERSION, type RunRecord } from "../run_record.ts";

/**
 * Recorded results as if they were a folder's runs, of the seeds that every
 * recorded cell has. They hold metrics, but neither series nor units.
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
  const suite: PlannedSuite = {
    ...{ claim, seeds: complete, tried: [], tuned: true },
    chosen: new Map(Object.entries(golden.chosen ?? {})),
    cells: cells.map((cell) => ({
      id: cell.id,
      settings: settingsOf(cell)[0]!,
    }))
      .map(({ id, settings }) => ({
        id,
        settings,
        runs: new Map(complete.map((seed) => {
          const run = nameOf({ cell: id, seed });
          const recorded = runs.get(run)!;
          records.set(run, {
            version: RECORD_VERSION,
            run,
            identity: {
              ...{ settings, seed, datasets: {} },
              ...{ engine: golden.engine, numerics: golden.numerics },
            },
            outcome: outcomeOf(recorded),
            seconds: NaN,
            environment: golden.environments[recorded.environment ?? 0]!,
          });
          return [seed, run];
        })),
      })),
  };
  return { suite, records };
}

function outcomeOf({ status, steps, metrics, first }: GoldenRun): RunOutcome {
  return {
    status,
    steps,
    metrics: Object.fromEntries(
      Object.entries(metrics).map(([name, value]) => [
        name,
        { value: typeof value === "number" ? value : NaN, unit: "" },
      ]),
    ),
    series: {},
    first: first.map((value) => value ?? NaN),
    links: [],
  };
}

function nameOf({ cell, seed }: Pick<GoldenRun, "cell" | "seed">): string {
  return `${cell} seed ${seed}`;
}
