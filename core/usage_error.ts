/**
 * A mistake of the person at the command line, or an input that cannot be
 * used: printed as one line without a stack, exit code 2.
 *
 * The message says what was asked, what was found and what to do.
 */
export class UsageError extends Error {
  /** The class's name. */
  override name = "UsageError";
}
