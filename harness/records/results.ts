import type { Results, RunOutcome, Tier } from "../../suites/suite.ts";
import type { PlannedCell, PlannedSuite } from "../running/plan.ts";
import type { RunRecord } from "./run_record.ts";

/** What results are read from. */
export interface ResultsOptions {
  readonly tier: Tier;
  readonly records: ReadonlyMap<string, RunRecord>;
}

/** The records of a suite's runs, as its claim reads them. */
export function resultsOf(
  suite: Pick<PlannedSuite, "claim" | "cells" | "tried" | "chosen">,
  { tier, records }: ResultsOptions,
): Results {
  const { claim, chosen } = suite;
  const cells: readonly PlannedCell[] = [...suite.cells, ...suite.tried];
  const outcomes = (cell: string): [number, RunOutcome][] => {
    const planned = cells.find(({ id }) => id === cell);
    if (planned === undefined) {
      throw new RangeError(
        `Cannot find cell "${cell}": suite ${claim.id} asked for ${
          cells.map(({ id }) => id).join(", ")
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
      bySeed(outcomes(cell), {
        ...{ cell, name, what: "metric" },
        of: ({ metrics }) => metrics[name]?.value,
        among: ({ metrics }) => metrics,
      }),
    series: (cell, name) =>
      bySeed(outcomes(cell), {
        ...{ cell, name, what: "series" },
        of: ({ series }) => series[name],
        among: ({ series }) => series,
      }),
    chosen: (cell) => {
      const choice = chosen.get(cell);
      if (choice !== undefined) return choice;
      throw new RangeError(
        `Cannot find what cell "${cell}" chose: suite ${claim.id} tunes ${
          [...chosen.keys()].join(", ") || "none"
        }`,
      );
    },
    status: (cell) =>
      new Map(outcomes(cell).map(([seed, { status }]) => [seed, status])),
  };
}

function bySeed<T>(
  outcomes: readonly [number, RunOutcome][],
  { cell, name, what, of, among }: {
    cell: string;
    name: string;
    what: string;
    of: (outcome: RunOutcome) => T | undefined;
    among: (outcome: RunOutcome) => Readonly<Record<string, unknown>>;
  },
): ReadonlyMap<number, T> {
  return new Map(outcomes.map(([seed, outcome]) => {
    const value = of(outcome);
    if (value !== undefined) return [seed, value];
    throw new RangeError(
      `Cannot find ${what} "${name}" of cell "${cell}": there are ${
        Object.keys(among(outcome)).join(", ") || "none"
      }`,
    );
  }));
}
