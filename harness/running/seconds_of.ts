import type { PlannedSuite } from "./plan.ts";
import type { RunRecord } from "../records/run_record.ts";

/**
 * Seconds that a suite's finished runs take one after the other, if the machine
 * does nothing else: every update of a cell counts as in the fastest of its
 * runs, as the others may have waited for other work.
 */
export function secondsOf(
  { cells, tried }: PlannedSuite,
  records: ReadonlyMap<string, RunRecord>,
): number {
  // Tuned cells may try the same.
  const counted = new Set<string>();
  const sum = [...cells, ...tried].reduce((sum, { runs }) => {
    const finished = [...runs.values()]
      .filter((run) => !counted.has(run))
      .flatMap((run) => records.get(run) ?? []);
    for (const run of runs.values()) counted.add(run);
    const fastest = Math.min(
      ...finished.map((record) => record.seconds / updatesOf(record)),
    );
    return finished.reduce(
      (sum, record) => sum + fastest * updatesOf(record),
      sum,
    );
  }, 0);
  return Number(sum.toFixed(1));
}

/** Updates of a training; a computation counts as one. */
function updatesOf({ outcome: { steps } }: RunRecord): number {
  return Math.max(1, steps);
}
