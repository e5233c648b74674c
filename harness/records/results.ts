import type { Results, RunOutcome, Tier } from "../../suites/suite.ts";
import type { PlannedCell, PlannedSuite } from "../running/plan.ts";
import type { RunRecord } from "./run_record.ts";

/** What results are read from. */
export interface ResultsOptions {
  readonly tier: Tier;
  readonly records: ReadonlyMap<string, RunRecord>;
  /** Whether the records lack the series that their runs had. */
  readonly metricsAlone?: boolean;
}

/** Results do not hold what is read of them, and no divergence is why. */
export class NotRecorded extends RangeError {
  override name = "NotRecorded";
}

/** The records of a suite's runs, as its claim reads them. */
export function resultsOf(
  suite: Pick<PlannedSuite, "claim" | "cells" | "tried" | "chosen">,
  { tier, records, metricsAlone = false }: ResultsOptions,
): Results {
  const { claim, chosen } = suite;
  const cells: readonly PlannedCell[] = [...suite.cells, ...suite.tried];
  const outcomes = (cell: string): [number, RunOutcome][] => {
    const planned = cells.find(({ id }) => id === cell);
    if (planned === undefined) {
      throw new NotRecorded(
        `Cannot find cell "${cell}": suite ${claim.id} asked for ${
          cells.map(({ id }) => id).join(", ")
        }`,
      );
    }
    return [...planned.runs].map(([seed, run]) => {
      const record = records.get(run);
      if (record === undefined) {
        throw new NotRecorded(`Cannot judge: run ${run} has no record`);
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
    series: (cell, name, { partly = false } = {}) => {
      if (metricsAlone) {
        throw new NotRecorded(
          `Cannot find series "${name}" of cell "${cell}": metrics alone are recorded`,
        );
      }
      return bySeed(outcomes(cell), {
        ...{ cell, name, what: "series" },
        of: ({ series, status }) => {
          if (status !== "diverged") return series[name];
          return partly ? series[name] ?? [] : undefined;
        },
        among: ({ series }) => series,
      });
    },
    chosen: (cell) => {
      const choice = chosen.get(cell);
      if (choice !== undefined) return choice;
      throw new NotRecorded(
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
  const lacking = outcomes.map(([, outcome]) => outcome)
    .filter((outcome) => of(outcome) === undefined);
  const culprit = lacking.find(({ status }) => status !== "diverged") ??
    lacking[0];
  if (culprit === undefined) {
    return new Map(outcomes.map(([seed, outcome]) => [seed, of(outcome)!]));
  }
  const there = name in among(culprit)
    ? "it breaks off"
    : `there are ${Object.keys(among(culprit)).join(", ") || "none"}`;
  const problem = `Cannot find ${what} "${name}" of cell "${cell}": ${there}`;
  throw culprit.status === "diverged"
    ? new RangeError(problem)
    : new NotRecorded(problem);
}
