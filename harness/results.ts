import type { FigureResults } from "../suites/figure.ts";
import type { RunOutcome, Tier } from "../suites/suite.ts";
import type { PlannedSuite } from "./plan.ts";
import type { RunRecord } from "./run_record.ts";

/** The records of a suite's runs, as its claim and its figures read them. */
export function resultsOf(
  suite: PlannedSuite,
  { tier, records }: {
    tier: Tier;
    records: ReadonlyMap<string, RunRecord>;
  },
): FigureResults {
  const outcomes = (cell: string): [number, RunOutcome][] => {
    const planned = suite.cells.find(({ id }) => id === cell);
    if (planned === undefined) {
      throw new RangeError(
        `Cannot find cell "${cell}": suite ${suite.claim.id} asked for ${
          suite.cells.map(({ id }) => id).join(", ")
        }`,
      );
    }
    return [...planned.runs].map(([seed, run]) => {
      const record = records.get(run);
      if (record === undefined) {
        throw new RangeError(`Cannot judge: run ${run} has no record`);
      }
      return [seed, record.outcome];
    });
  };
  return {
    tier,
    metric: (cell, name) =>
      new Map(
        outcomes(cell).map(([seed, { metrics }]) => {
          const metric = metrics[name];
          if (metric === undefined) {
            throw new RangeError(
              `Cannot find metric "${name}" of cell "${cell}": there are ${
                Object.keys(metrics).join(", ")
              }`,
            );
          }
          return [seed, metric.value];
        }),
      ),
    status: (cell) =>
      new Map(outcomes(cell).map(([seed, { status }]) => [seed, status])),
    series: (cell, name) =>
      new Map(
        outcomes(cell).map(([seed, { series }]) => {
          const values = series[name];
          if (values !== undefined) return [seed, values];
          throw new RangeError(
            `Cannot find series "${name}" of cell "${cell}": there are ${
              Object.keys(series).join(", ") || "none"
            }`,
          );
        }),
      ),
  };
}
