/**
 * Values of command-line options.
 *
 * @module
 */
import { nearest } from "../core/nearest.ts";
import { UsageError } from "../core/usage_error.ts";

/**
 * The name that a value is, where one is wanted.
 *
 * @throws {UsageError} if it is not known as a `what`, such as a list.
 */
export function nameIn(
  text: string,
  { known, what }: { known: readonly string[]; what: string },
): string {
  if (known.includes(text)) return text;
  throw new UsageError(
    `Unknown ${what} "${text}": did you mean ${
      nearest(text, known)
    }? There are ${listed(known)}`,
  );
}

/**
 * The names in a list with commas, each once; all that are known for none.
 *
 * @throws {UsageError} for a name that is not known as a `what`.
 */
export function namesIn(
  text: string | undefined,
  { known, what }: { known: readonly string[]; what: string },
): readonly string[] {
  if (text === undefined) return known;
  const names = text.split(",").map((name) => name.trim());
  return [...new Set(names.map((name) => nameIn(name, { known, what })))];
}

/** Names as a person reads them. */
export function listed(names: readonly string[]): string {
  return names.join(", ");
}
