import { Breakdown } from "../../core/exit_code.ts";
import { isFullDisk } from "../../core/system_code.ts";
import { UsageError } from "../../core/usage_error.ts";
import { whyUnusable } from "../../core/why_unusable.ts";

/**
 * Does what makes the report's file or its folder.
 *
 * @throws {UsageError} if the file system refuses.
 * @throws {Breakdown} if the disk is full.
 */
export async function writing(
  output: string,
  action: () => Promise<void>,
): Promise<void> {
  try {
    await action();
  } catch (error) {
    const message = `Cannot write ${output}: ${
      whyUnusable(error)
    }; name another file with --output`;
    throw isFullDisk(error) ? new Breakdown(message) : new UsageError(message);
  }
}
