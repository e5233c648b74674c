import { isFullDisk, systemCode } from "./system_code.ts";
import { UsageError } from "./usage_error.ts";

/** The reason of an abort by Ctrl-C. */
export class Interruption extends Error {
  override name = "Interruption";
}

/**
 * What ended the work though neither the command nor the program is at fault,
 * such as a full disk or a process that was killed.
 */
export class Breakdown extends Error {
  override name = "Breakdown";
}

/** Says it where that can be said: what matters is the code. */
function say(message: unknown): void {
  try {
    console.error(message);
  } catch {
    // Standard error is full or gone, so there is nowhere left to say it.
  }
}

/**
 * The exit code of a command: what `command` resolves to; 2 for a
 * `UsageError`, 3 for a `Breakdown` and 130 for an `Interruption`, each shown
 * on stderr without a stack, as is a full disk; 3 for any other error, which is
 * shown with its stack. Where standard error takes nothing, the code is the same.
 */
export async function exitCodeOf(
  command: () => Promise<number>,
): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (error instanceof UsageError) {
      say(`error: ${error.message}`);
      return 2;
    }
    if (error instanceof Breakdown) {
      say(`error: ${error.message}`);
      return 3;
    }
    if (error instanceof Interruption) {
      say(error.message);
      return 130;
    }
    // Of a disk that takes no more, as under standard output.
    if (isFullDisk(error) || systemCode(error) === "EIO") {
      say(`error: ${(error as Error).message}`);
      return 3;
    }
    say(error);
    return 3;
  }
}
