import { exceeds } from "../../suites/findings.ts";
import type { Finding, Tier } from "../../suites/suite.ts";
import type { PlannedSuite } from "../running/plan.ts";
import { resultsOf } from "../records/results.ts";
import type { RunRecord } from "../records/run_record.ts";
import { type CellSummary, summarize } from "../terminal/summary.ts";

/** What a user's own method did in the settings of a suite. */
export interface OwnReport {
  readonly cells: readonly CellSummary[];
  /** Its test accuracy against plain SGD's, seed by seed. */
  readonly findings: readonly Finding[];
}

/** The report on the user's own method, if all its runs have finished. */
export function ownReport(
  suite: PlannedSuite,
  { tier, records }: {
    tier: Tier;
    records: ReadonlyMap<string, RunRecord>;
  },
): { own?: OwnReport } {
  const { own = [], seeds } = suite;
  const finished = own.filter(({ runs }) =>
    [...runs.values()].every((run) => records.has(run))
  );
  if (finished.length === 0) return {};
  const cells = [...suite.cells, ...finished];
  const { metric } = resultsOf({ ...suite, cells }, { tier, records });
  return {
    own: {
      cells: summarize({ ...suite, cells: finished }, { tier, records }),
      // A difference has no spread with one seed.
      findings: seeds.length < 2
        ? []
        : finished.map(({ id, plain }) =>
          exceeds("test accuracy", {
            x: metric(id, "test_accuracy"),
            y: metric(plain, "test_accuracy"),
            names: [id, plain],
          })
        ),
    },
  };
}
