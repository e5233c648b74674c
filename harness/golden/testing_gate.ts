import type { RunOutcome } from "../../suites/suite.ts";
import { gate, type GateReport } from "./gate.ts";
import type { Golden } from "./golden_form.ts";
import type { SeedChoice } from "../running/plan.ts";
import {
  claimWith,
  goldenOf,
  outcomeWith,
  planOf,
  recordsOf,
  verdictWith,
} from "../testing.ts";

/** The gate's report on a call whose runs and golden are as said. */
export function reportOn(
  { outcome = outcomeWith(), golden = {}, choice, verdict = verdictWith() }: {
    /** Of the runs of cell "b" with seed 1. */
    outcome?: RunOutcome;
    golden?: Partial<Golden>;
    choice?: SeedChoice;
    verdict?: ReturnType<typeof verdictWith>;
  },
): GateReport {
  const plan = planOf(
    [claimWith()],
    choice === undefined ? {} : { choice },
  );
  return gate({
    suite: plan.suites[0]!,
    records: recordsOf(
      plan,
      (cell, seed) => cell === "b" && seed === 1 ? outcome : outcomeWith(),
    ),
    verdict,
    golden: { ...goldenOf(planOf([claimWith()])), ...golden },
    seedsChosen: choice !== undefined,
  });
}
