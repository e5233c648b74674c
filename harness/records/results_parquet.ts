import { parquetWriteBuffer } from "hyparquet-writer";
import { join } from "node:path";
import { writeFileAtomic } from "../../core/atomic_file.ts";

/** Columns by name, with their Parquet types. */
export type ParquetColumns<Name extends string> = Readonly<
  Record<Name, "STRING" | "INT64" | "DOUBLE">
>;

/**
 * Writes rows as `results.parquet`, for programs that read tables by columns.
 * Values may be texts, as a CSV file has them; one that is empty, or no
 * integer where one is due, is null.
 *
 * @throws errors of the file system.
 */
export async function writeResultsParquet<Name extends string>(
  rows: readonly Readonly<Record<Name, string | number>>[],
  { folder, columns }: { folder: string; columns: ParquetColumns<Name> },
): Promise<string> {
  const path = join(folder, "results.parquet");
  const bytes = parquetWriteBuffer({
    columnData: (Object.keys(columns) as Name[]).map((name) => ({
      name,
      type: columns[name],
      nullable: true,
      data: rows.map((row) => typed(row[name], columns[name])),
    })),
  });
  await writeFileAtomic(path, [new Uint8Array(bytes)]);
  return path;
}

function typed(
  value: string | number,
  type: "STRING" | "INT64" | "DOUBLE",
): string | number | bigint | null {
  if (type === "STRING") return String(value);
  if (value === "") return null;
  const number = Number(value);
  if (type === "DOUBLE") return number;
  return Number.isSafeInteger(number) ? BigInt(number) : null;
}
