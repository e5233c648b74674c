import { parse } from "@std/csv";
import { fileURLToPath } from "node:url";
import { digestOf } from "../core/checksum.ts";

/** A table of a paper: a record for each row, by the names of the columns. */
export type PaperTable = readonly Readonly<Record<string, string>>[];

/** The table `golden/paper/<name>.csv`. */
export function readPaperTable(name: string): PaperTable {
  return parse(textOf(name), { skipFirstRow: true }) as PaperTable;
}

/** A mean that a row prints, with its standard deviation and number of runs. */
export function numbersOfRow(
  { value, sd, n }: PaperTable[number],
): { value: number; sd: number; n: number } {
  return { value: Number(value), sd: Number(sd), n: Number(n) };
}

/** Lower-case hex sha256 of the table `golden/paper/<name>.csv`. */
export function paperTableChecksum(name: string): string {
  return digestOf(textOf(name)).sha256;
}

function textOf(name: string): string {
  return Deno.readTextFileSync(fileURLToPath(
    new URL(`../golden/paper/${name}.csv`, import.meta.url),
  ));
}
