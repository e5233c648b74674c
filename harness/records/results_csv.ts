import { parse, stringify } from "@std/csv";
import { join } from "node:path";
import { writeFileAtomic } from "../../core/atomic_file.ts";
import { withLock } from "../../core/file_lock.ts";
import { UsageError } from "../../core/usage_error.ts";
import type { Claim, Tier } from "../../suites/suite.ts";
import { OWN_CELL, type Plan } from "../running/plan.ts";
import { whyUnusable } from "../../core/why_unusable.ts";
import { keepingFailed } from "./results_folder.ts";
import { writeResultsParquet } from "./results_parquet.ts";
import { runHash, runIdentity } from "./run_identity.ts";
import type { RunRecord } from "./run_record.ts";

const TYPES = {
  suite: "STRING",
  tier: "STRING",
  engine: "STRING",
  cell: "STRING",
  seed: "INT64",
  metric: "STRING",
  value: "DOUBLE",
  unit: "STRING",
  status: "STRING",
  steps: "INT64",
  seconds: "DOUBLE",
  run: "STRING",
} as const;

type Column = keyof typeof TYPES;
const COLUMNS = Object.keys(TYPES) as Column[];

type Row = Readonly<Record<Column, string | number>>;

/**
 * Writes `results.csv`, and the same as `results.parquet`, in long form: a row
 * for each suite, run and metric of the finished runs of a plan. Rows that are
 * there from earlier calls stay if they belong to other suites, tiers or
 * engines, to other seeds of the same experiment, to a tuned cell that has not
 * chosen yet, or to a method of the user's own that is not in the plan. Another
 * build of an engine, or one with other threads, is not another engine: no
 * column tells them apart. Returns the path of the CSV file, which is left as it
 * is if `atOnce` ends the wait for another process that writes it.
 *
 * @throws {UsageError} if the file that is there is not such a table.
 * @throws {Breakdown} if it cannot be written.
 */
export async function writeResultsCsv(
  plan: Plan,
  { folder, records, atOnce, onWait }: {
    folder: string;
    records: ReadonlyMap<string, RunRecord>;
    atOnce?: AbortSignal | undefined;
    /** Called once if another process writes it. */
    onWait?: (() => void) | undefined;
  },
): Promise<string> {
  const path = pathIn(folder);
  const own = rowsOf(plan, records);
  try {
    await withLock(`${path}.lock`, async () => {
      // A call that found nothing finished, perhaps not even which build of
      // the engine there is, outdates no rows.
      const others = (await readResultsCsv(folder)).filter((row) =>
        own.length === 0 || isOfAnotherCall(row, plan)
      );
      const rows = [...others, ...own];
      await writeFileAtomic(path, stringify(rows, { columns: COLUMNS }));
      await writeResultsParquet(rows, { folder, columns: TYPES });
    }, { signal: atOnce, onWait });
  } catch (error) {
    if (atOnce?.aborted && error === atOnce.reason) return path;
    throw error instanceof UsageError ? error : keepingFailed(folder, error);
  }
  return path;
}

/**
 * The rows of the folder's `results.csv`; none if it is not there.
 *
 * @throws {UsageError} if it is not such a table.
 */
export async function readResultsCsv(folder: string): Promise<Row[]> {
  const path = pathIn(folder);
  const problem = (what: string) =>
    new UsageError(
      `Cannot add to ${path}: ${what}; move it away, a new one is written`,
    );
  try {
    const text = await Deno.readTextFile(path);
    const [header = COLUMNS] = parse(text.split(/\r?\n/, 1)[0]!);
    if (header.join() !== COLUMNS.join()) {
      throw problem(`its columns are ${header.join()}`);
    }
    return parse(text, { skipFirstRow: true, columns: COLUMNS });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    if (error instanceof UsageError) throw error;
    throw problem(whyUnusable(error));
  }
}

function pathIn(folder: string): string {
  return join(folder, "results.csv");
}

function rowsOf(
  { suites, tier, engine }: Plan,
  records: ReadonlyMap<string, RunRecord>,
): Row[] {
  return suites.flatMap(({ claim, cells, own = [] }) =>
    [...cells, ...own].flatMap(({ id, runs }) =>
      [...runs].flatMap(([seed, run]) => {
        const record = records.get(run);
        if (record === undefined) return [];
        const { outcome: { metrics, status, steps }, seconds } = record;
        return Object.entries(metrics).map(([metric, { value, unit }]) => ({
          suite: claim.id,
          tier,
          engine: engine.engine!,
          cell: id,
          seed,
          metric,
          value,
          unit,
          status,
          steps,
          seconds,
          run,
        }));
      })
    )
  );
}

/** Whether a row stays: this plan neither does its run anew nor outdates it. */
function isOfAnotherCall(row: Row, { suites, tier, engine }: Plan): boolean {
  const suite = suites.find(({ claim }) => claim.id === row.suite);
  if (
    suite === undefined || row.tier !== tier || row.engine !== engine.engine
  ) {
    return true;
  }
  const { cells, own = [] } = suite;
  const cell = [...cells, ...own].find(({ id }) => id === row.cell);
  if (cell === undefined) {
    return isToCome(String(row.cell), { claim: suite.claim, tier });
  }
  const seed = Number(row.seed);
  return !cell.runs.has(seed) &&
    runHash(runIdentity(cell.settings, { seed, engine })) === row.run;
}

/** Whether a cell that the plan has not may be in another one. */
function isToCome(
  cell: string,
  { claim, tier }: { claim: Claim; tier: Tier },
): boolean {
  return claim.cells(tier).some((id) =>
    cell === id || (cell.startsWith(OWN_CELL) && cell.endsWith(`, ${id}`))
  );
}
