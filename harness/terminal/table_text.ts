import Table from "cli-table3";
import { stripVTControlCharacters } from "node:util";

/** Columns of everything that is printed. */
export const WIDTH = 100;

/** Space on both sides of a text. */
const PADDING = 2;

/**
 * A table of at most `width` columns, as far as its longest words allow: texts
 * are broken at spaces.
 *
 * @param rows Texts, each of one line or several.
 * @param options.merged Whether equal neighbours in the first column are
 * written once, with lines between all rows.
 */
export function tableText(
  rows: readonly (readonly string[])[],
  { head, width = WIDTH, merged = false }: {
    head: readonly string[];
    width?: number;
    merged?: boolean;
  },
): string {
  const table = new Table({
    head: [...head],
    colWidths: widthsOf([head, ...rows], { width, merged }),
    wordWrap: true,
    style: { head: [], border: [], compact: !merged },
  });
  table.push(...merged ? mergedRows(rows) : rows.map((row) => [...row]));
  return table.toString();
}

/** Widths of the columns, padding included. */
function widthsOf(
  rows: readonly (readonly string[])[],
  { width, merged }: { width: number; merged: boolean },
): number[] {
  const columns = rows[0]!.map((_, index) => {
    const all = rows.map((row) => stripVTControlCharacters(row[index]!));
    const texts = merged && index === 0
      ? all.filter((text, row) => text !== all[row - 1])
      : all;
    return {
      width: PADDING + longest(texts.flatMap((text) => text.split("\n"))),
      // What a row is called stays whole.
      least: PADDING +
        longest(
          texts.flatMap((text) =>
            text.split(index === 0 && !merged ? "\n" : /\s+/)
          ),
        ),
      letters: texts.join("").length,
    };
  });
  // A border stands on either side of each column.
  const room = width - columns.length - 1;
  while (columns.reduce((sum, { width }) => sum + width, 0) > room) {
    // Room is taken from where the least lines are.
    const [emptiest] = columns.filter(({ width, least }) => width > least)
      .toSorted((a, b) => a.letters / a.width - b.letters / b.width);
    if (emptiest === undefined) break;
    emptiest.width--;
  }
  return columns.map(({ width }) => width);
}

function longest(texts: readonly string[]): number {
  return Math.max(...texts.map(({ length }) => length));
}

/** The rows; a first text that stands above already is left to that one. */
function mergedRows(rows: readonly (readonly string[])[]) {
  return rows.map(([first, ...rest], index) => {
    if (rows[index - 1]?.[0] === first) return rest;
    const end = rows.findIndex((row, later) =>
      later > index && row[0] !== first
    );
    const rowSpan = (end < 0 ? rows.length : end) - index;
    return [{ rowSpan, content: first! }, ...rest];
  });
}
