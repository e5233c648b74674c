/**
 * Values of command-line options.
 *
 * @module
 */
import { nearest } from "../core/nearest.ts";
import { UsageError } from "../core/usage_error.ts";

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
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return [...new Set(names)];
  throw new UsageError(
    `Unknown ${what} "${unknown}": did you mean ${
      nearest(unknown, known)
    }? There are ${listed(known)}`,
  );
}

/** Names as a person reads them. */
export function listed(names: readonly string[]): string {
  return names.join(", ");
}
