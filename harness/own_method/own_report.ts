import { exceeds } from "../../suites/findings.ts";
import type { Outcome } from "../../suites/predicates.ts";
import type { Finding, Tier } from "../../suites/suite.ts";
import type { PlannedSuite } from "../running/plan.ts";
import { resultsOf } from "../records/results.ts";
import type { RunRecord } from "../records/run_record.ts";
import { type CellSummary, summarize } from "../terminal/summary.ts";

/** What a user's own method did in the settings of a suite. */
export interface OwnReport {
  readonly cells: readonly CellSummary[];
  /** Its test accuracy against plain SGD's, seed by seed; none of one seed. */
  readonly findings: readonly Finding[];
}

/** What is said in the place of findings where there are none. */
export const TOO_FEW_SEEDS = "a comparison needs at least 2 seeds";

/** What its findings say of it: they are neither a claim's nor the code's. */
export const OWN_WORDS: Readonly<Record<Outcome, string>> = {
  reproduced: "better",
  contradicted: "worse",
  inconclusive: "undecided",
};

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
