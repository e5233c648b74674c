import type { Plan, PlannedRun } from "../running/plan.ts";
import type { RunRecord } from "./run_record.ts";

/**
 * A plan with the records of its runs. Those of a tuned cell are known once the
 * records have what it tried, so it is planned again after reading.
 *
 * @param read Those of `runs` that have a record, by hash.
 * @param records Read before; those that are read now are added.
 */
export async function readPlan(
  planOf: (records: ReadonlyMap<string, RunRecord>) => Plan,
  { read, records = new Map() }: {
    read: (
      runs: readonly PlannedRun[],
    ) => Promise<ReadonlyMap<string, RunRecord>>;
    records?: Map<string, RunRecord>;
  },
): Promise<{ plan: Plan; records: ReadonlyMap<string, RunRecord> }> {
  while (true) {
    const plan = planOf(records);
    const unread = plan.runs.filter(({ run }) => !records.has(run));
    const found = await read(unread);
    for (const [run, record] of found) records.set(run, record);
    const tuned = plan.suites.every(({ tuned }) => tuned);
    if (tuned || found.size === 0) return { plan, records };
  }
}
