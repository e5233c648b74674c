import { parse, stringify } from "@std/csv";
import { join } from "node:path";
import { writeFileAtomic } from "../core/atomic_file.ts";
import { UsageError } from "../core/usage_error.ts";
import type { EngineName } from "../engines/engine.ts";
import type { Plan } from "./plan.ts";
import type { RunRecord } from "./run_record.ts";

const COLUMNS = [
  "suite",
  "tier",
  "engine",
  "cell",
  "seed",
  "metric",
  "value",
  "unit",
  "status",
  "steps",
  "seconds",
  "run",
] as const;

/**
 * Writes `results.csv` in long form: a row for each suite, run and metric of
 * the finished runs of a plan. Rows of other suites, tiers and engines that
 * are there from earlier calls stay. Returns its path.
 *
 * @throws {UsageError} if the file that is there is not such a table.
 */
export async function writeResultsCsv(
  plan: Plan,
  { folder, engine, records }: {
    folder: string;
    engine: EngineName;
    records: ReadonlyMap<string, RunRecord>;
  },
): Promise<string> {
  const rows = plan.suites.flatMap(({ claim, cells }) =>
    cells.flatMap(({ id, runs }) =>
      [...runs].flatMap(([seed, run]) => {
        const record = records.get(run);
        if (record === undefined) return [];
        const { outcome: { metrics, status, steps }, seconds } = record;
        return Object.entries(metrics).map(([metric, { value, unit }]) => ({
          suite: claim.id,
          tier: plan.tier,
          engine,
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
  const path = join(folder, "results.csv");
  const planned = new Set(plan.suites.map(({ claim }) => claim.id));
  const others = (await readRows(path)).filter((row) =>
    !(planned.has(row.suite!) && row.tier === plan.tier &&
      row.engine === engine)
  );
  await writeFileAtomic(
    path,
    stringify([...others, ...rows], { columns: [...COLUMNS] }),
  );
  return path;
}

async function readRows(
  path: string,
): Promise<Partial<Record<typeof COLUMNS[number], string>>[]> {
  try {
    return parse(await Deno.readTextFile(path), { skipFirstRow: true });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw new UsageError(
      `Cannot add to ${path}: ${(error as Error).message}; delete it`,
    );
  }
}
