/**
 * The part of `jsr:@std/csv` that this repository uses, on `npm:csv-parse` and
 * `npm:csv-stringify`, so that building needs no second package registry.
 *
 * @module
 */
import { parse as parseRows } from "csv-parse/sync";
import { stringify as stringifyRows } from "csv-stringify/sync";

/** Options for {@linkcode parse}. */
export interface ParseOptions<C extends string = string> {
  /** The first row holds the column names, or is to be ignored. */
  readonly skipFirstRow?: boolean;
  /** Names of the columns, instead of those in the first row. */
  readonly columns?: readonly C[];
  /** Between fields; "," by default. */
  readonly separator?: string;
}

/** A column of {@linkcode stringify}: a property, perhaps under another name. */
export type Column = string | number | {
  readonly prop: string | number;
  readonly header?: string;
};

/** Options for {@linkcode stringify}. */
export interface StringifyOptions {
  /** What to write of each item; needed unless the items are arrays. */
  readonly columns?: readonly Column[];
  /** Whether to begin with a row of column names; true by default. */
  readonly headers?: boolean;
  /** Between fields; "," by default. */
  readonly separator?: string;
}

/** An item of {@linkcode stringify}. */
export type DataItem = Readonly<Record<string, unknown>> | readonly unknown[];

/**
 * The rows of a CSV text. Every field is a string; empty lines are skipped.
 *
 * @throws {SyntaxError} if a quote is unbalanced or misplaced; it names the
 * line
 */
export function parse(
  input: string,
  options?: { readonly separator?: string },
): string[][];
/**
 * The records of a CSV text by the names in its first row.
 *
 * @throws {SyntaxError} also if a record is longer or shorter than the first
 */
export function parse(
  input: string,
  options: ParseOptions & {
    readonly skipFirstRow: true;
    readonly columns?: undefined;
  },
): Record<string, string>[];
/**
 * The records of a CSV text by the names given.
 *
 * @throws {SyntaxError} also if a record has more or fewer fields than names
 */
export function parse<const C extends string>(
  input: string,
  options: ParseOptions<C> & { readonly columns: readonly C[] },
): Record<C, string>[];
export function parse(
  input: string,
  { skipFirstRow = false, columns, separator = "," }: ParseOptions = {},
): unknown[] {
  try {
    return parseRows(input, {
      bom: true,
      columns: columns?.slice() ?? skipFirstRow,
      delimiter: separator,
      from: columns && skipFirstRow ? 2 : 1,
      record_delimiter: ["\r\n", "\n"],
      relax_column_count: !columns && !skipFirstRow,
      skip_empty_lines: true,
    });
  } catch (error) {
    throw new SyntaxError(`Cannot parse CSV: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/**
 * CSV text with lines that end in "\r\n". Null and undefined become empty
 * fields.
 *
 * @throws {TypeError} if items are objects and no columns are given
 */
export function stringify(
  data: readonly DataItem[],
  { columns = [], headers = true, separator = "," }: StringifyOptions = {},
): string {
  const details = columns.map((column) =>
    typeof column === "object" ? column : { prop: column }
  );
  const rows = data.map((item) => {
    if (details.length > 0) {
      return details.map(({ prop }) => Reflect.get(item, prop));
    }
    if (Array.isArray(item)) return item;
    throw new TypeError("Cannot write an object as CSV: give the columns");
  });
  const names = details.map(({ prop, header = String(prop) }) => header);
  return stringifyRows(
    headers && details.length > 0 ? [names, ...rows] : rows,
    {
      cast: { boolean: String },
      delimiter: separator,
      quoted_match: /[\r\n]/,
      record_delimiter: "\r\n",
    },
  );
}
