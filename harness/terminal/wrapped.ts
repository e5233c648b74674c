import { stripVTControlCharacters } from "node:util";

/**
 * A line as lines of at most `width` columns, broken at spaces: the first as
 * far in as the line is, the others two columns more. A longer word stays
 * whole. Colours take no room.
 */
export function wrapped(line: string, { width }: { width: number }): string {
  const indent = " ".repeat(line.length - line.trimStart().length);
  const [first, ...words] = line.trim().split(/ +/);
  const lines: string[] = [];
  let current = `${indent}${first}`;
  for (const word of words) {
    const longer = `${current} ${word}`;
    if (stripVTControlCharacters(longer).length <= width) {
      current = longer;
    } else {
      lines.push(current);
      current = `${indent}  ${word}`;
    }
  }
  return [...lines, current].join("\n");
}
