import type { PlannedRun } from "../running/plan.ts";
import type { ResultsFolder } from "./results_folder.ts";
import { RecordError, type RunRecord } from "./run_record.ts";

/** Reads at a time: enough to hide the delay of a network file system. */
const AT_ONCE = 32;

/** Which records serve. */
export interface RecordChoice {
  readonly folder: Pick<ResultsFolder, "read">;
  /**
   * The code that must have done the runs, see {@linkcode sourceDigest};
   * undefined for any.
   */
  readonly sources: string | undefined;
}

/**
 * The record of a run that need not be done again.
 *
 * @throws {RecordError} if it is damaged.
 */
export async function finishedRecord(
  { run }: Pick<PlannedRun, "run">,
  { folder, sources }: RecordChoice,
): Promise<RunRecord | undefined> {
  const record = await folder.read(run);
  return sources === undefined || record?.environment.sources === sources
    ? record
    : undefined;
}

/** The records of runs that other code did than that of a digest. */
export function ofOtherCode(
  records: Iterable<RunRecord>,
  sources: string,
): RunRecord[] {
  return [...records].filter(({ environment }) =>
    environment.sources !== sources
  );
}

/** The records of the runs that need not be done again, by hash. */
export async function finishedRecords(
  runs: readonly PlannedRun[],
  choice: RecordChoice,
): Promise<Map<string, RunRecord>> {
  const records = new Map<string, RunRecord>();
  for (let start = 0; start < runs.length; start += AT_ONCE) {
    const some = await Promise.all(
      runs.slice(start, start + AT_ONCE).map((run) => unlessDamaged(run)),
    );
    for (const record of some) {
      if (record !== undefined) records.set(record.run, record);
    }
  }
  return records;

  async function unlessDamaged(run: PlannedRun) {
    try {
      return await finishedRecord(run, choice);
    } catch (error) {
      if (error instanceof RecordError) return undefined;
      throw error;
    }
  }
}
