import { closest } from "fastest-levenshtein";

/**
 * The one of `names` that was probably meant by `name`: one that begins with
 * it, else the one with the fewest letters to change. Capitals do not matter.
 */
export function nearest(name: string, names: readonly string[]): string {
  const lower = names.map((known) => known.toLowerCase());
  const meant = name.toLowerCase();
  const found = lower.find((known) => known.startsWith(meant)) ??
    closest(meant, lower);
  return names[lower.indexOf(found)]!;
}
