/** More names than that say nothing more. */
const MOST_NAMED = 3;

/** As in "a, b, c and 2 more". */
export function someOf(names: readonly string[], separator = ", "): string {
  const more = names.length - MOST_NAMED;
  return names.slice(0, MOST_NAMED).join(separator) +
    (more > 0 ? ` and ${more} more` : "");
}
