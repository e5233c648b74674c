import type { PlannedSuite } from "./plan.ts";
import type { RunRecord } from "../records/run_record.ts";

/** What a suite's finished runs took, one after the other. */
export function secondsOf(
  { cells, tried }: PlannedSuite,
  records: ReadonlyMap<string, RunRecord>,
): number {
  const runs = [...cells, ...tried].flatMap(({ runs }) => [...runs.values()]);
  const sum = runs.reduce(
    (sum, run) => sum + (records.get(run)?.seconds ?? 0),
    0,
  );
  return Number(sum.toFixed(1));
}
