/**
 * The numbers of a suite's cells over its seeds, beside the paper's.
 *
 * @module
 */
import { meanAndSd } from "../../suites/paired_t.ts";
import { readPaperTable } from "../../suites/paper_table.ts";
import type { PaperFigure, Tier } from "../../suites/suite.ts";
import type { PlannedSuite } from "../running/plan.ts";
import type { RunRecord } from "../records/run_record.ts";

/** A metric over the seeds of a cell. */
export interface MetricSummary {
  readonly unit: string;
  readonly n: number;
  readonly mean: number;
  /** Divisor n - 1; NaN for one seed. */
  readonly sd: number;
  readonly paper?: PaperFigure;
}

/** A cell over its seeds. */
export interface CellSummary {
  readonly id: string;
  /** How many runs ended in each way. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly metrics: Readonly<Record<string, MetricSummary>>;
}

/** Summaries of the cells of a suite whose runs have finished. */
export function summarize(
  suite: PlannedSuite,
  { tier, records }: {
    tier: Tier;
    records: ReadonlyMap<string, RunRecord>;
  },
): CellSummary[] {
  const figures = suite.claim.paperFigures(tier, readPaperTable);
  return suite.cells.map(({ id, runs }) => {
    const outcomes = [...runs.values()].flatMap((run) =>
      records.get(run)?.outcome ?? []
    );
    const metrics = Object.entries(outcomes[0]?.metrics ?? {}).map(
      ([name, { unit }]) => {
        const values = outcomes.map(({ metrics }) =>
          metrics[name]?.value ?? NaN
        );
        const paper = figures.find(({ cell, metric }) =>
          cell === id && metric === name
        );
        return [name, {
          unit,
          ...meanAndSd(values),
          ...(paper === undefined ? {} : { paper }),
        }];
      },
    );
    return {
      id,
      statuses: Object.fromEntries(
        [...Map.groupBy(outcomes, ({ status }) => status)]
          .map(([status, group]) => [status, group.length]),
      ),
      metrics: Object.fromEntries(metrics),
    };
  });
}
