/** A way to break the code that the gate must notice. */
export interface Mutant {
  /** In a few words, e.g. "α ignored". */
  readonly name: string;
  /** The file, from the project's root. */
  readonly file: string;
  /** A piece of its text that is there exactly once. */
  readonly from: string;
  /** What it becomes. */
  readonly to: string;
  /** The suites that are asked whether they notice, quick ones first. */
  readonly suites: readonly string[];
}

/**
 * The text of a mutant's file with the mutation.
 *
 * @throws {RangeError} if what it changes is not there, or more than once: the
 * code has moved on, and the mutant must follow.
 */
export function mutated(
  text: string,
  { name, file, from, to }: Mutant,
): string {
  const parts = text.split(from);
  if (parts.length !== 2) {
    throw new RangeError(
      `Cannot make mutant "${name}": ${file} must have "${from}" once, current number ${
        parts.length - 1
      }`,
    );
  }
  return parts.join(to);
}
