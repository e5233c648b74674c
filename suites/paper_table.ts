import { parse } from "@std/csv";
import { fileURLToPath } from "node:url";

/** A table of a paper: a record for each row, by the names of the columns. */
export type PaperTable = readonly Readonly<Record<string, string>>[];

/** The table `golden/paper/<name>.csv`. */
export function readPaperTable(name: string): PaperTable {
  const path = fileURLToPath(
    new URL(`../golden/paper/${name}.csv`, import.meta.url),
  );
  return parse(Deno.readTextFileSync(path), {
    skipFirstRow: true,
  }) as PaperTable;
}
