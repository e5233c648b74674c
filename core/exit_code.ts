import { UsageError } from "./usage_error.ts";

/** The reason of an abort by Ctrl-C. */
export class Interruption extends Error {
  override name = "Interruption";
}

/**
 * The exit code of a command: what `command` resolves to; 2 for a
 * `UsageError` and 130 for an `Interruption`, each shown as one line on
 * stderr; 3 for any other error, which is shown with its stack.
 */
export async function exitCodeOf(
  command: () => Promise<number>,
): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`error: ${error.message}`);
      return 2;
    }
    if (error instanceof Interruption) {
      console.error(error.message);
      return 130;
    }
    console.error(error);
    return 3;
  }
}
