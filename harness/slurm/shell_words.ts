/**
 * The words of a line as a shell splits it: quotes hold a word together, a
 * backslash takes what follows as it is. Nothing is replaced, not even `$`.
 * Undefined if a quote is not closed.
 */
export function shellWords(line: string): string[] | undefined {
  const part = /[^\s'"\\]+|\\.|'[^']*'|"(?:[^"\\]|\\.)*"/;
  const word = new RegExp(`(?:${part.source})+`, "g");
  if (/\S/.test(line.replaceAll(word, ""))) return undefined;
  return (line.match(word) ?? []).map((text) =>
    text.replaceAll(new RegExp(part, "g"), unquoted)
  );
}

function unquoted(part: string): string {
  switch (part[0]) {
    case "'":
      return part.slice(1, -1);
    case '"':
      return part.slice(1, -1).replaceAll(/\\(["\\$`])/g, "$1");
    case "\\":
      return part.slice(1);
    default:
      return part;
  }
}
