import { closest } from "fastest-levenshtein";

/**
 * The one of `names` that was probably meant by `name`: one that begins with
 * it, else the one with the fewest letters to change.
 */
export function nearest(name: string, names: readonly string[]): string {
  return names.find((known) => known.startsWith(name)) ?? closest(name, names);
}
