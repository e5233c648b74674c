import { type Html, markup, type Part } from "./html.ts";

/** A column of a table. */
export interface Column<T> {
  readonly head: Part;
  /** What stands in a row. */
  readonly cell: (row: T, index: number) => Part;
  /** Whether it is numbers, which stand to the right. */
  readonly number?: boolean;
}

/**
 * A table whose first column names the rows; it scrolls by itself where the
 * page is narrow.
 */
export function tableHtml<T>(
  rows: readonly T[],
  { caption, columns }: { caption: string; columns: readonly Column<T>[] },
): Html {
  const heads = columns.map((column) =>
    markup`<th scope="col" class="${classOf(column)}">${column.head}</th>`
  );
  const body = rows.map((row, index) => {
    const [name, ...cells] = columns.map(({ cell }) => cell(row, index));
    const rest = cells.map((cell, at) =>
      markup`<td class="${classOf(columns[at + 1]!)}">${cell}</td>`
    );
    return markup`<tr><th scope="row">${name}</th>${rest}</tr>
`;
  });
  return markup`
<div class="scroll" role="group" aria-label="${caption}" tabindex="0">
<table><caption>${caption}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${body}</tbody></table></div>
`;
}

function classOf({ number }: Pick<Column<never>, "number">): string {
  return number ? "number" : "text";
}
