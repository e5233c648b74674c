/**
 * What the errors of the file system mean to the user.
 *
 * @module
 */
import { systemCode } from "../core/system_code.ts";
import { UsageError } from "../core/usage_error.ts";
import { whyUnusable } from "../core/why_unusable.ts";

/**
 * Does `action` in `folder`.
 *
 * @throws {UsageError} if the file system refuses: the disk is full, there is
 * no permission, a file stands where a folder should be.
 */
export async function onDisk<T>(
  folder: string,
  action: () => Promise<T>,
): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw diskError(error, { folder });
  }
}

/** The `UsageError` for an error of the file system; any other as it is. */
export function diskError(
  error: unknown,
  { folder }: { folder: string },
): unknown {
  if (!(error instanceof Error)) return error;
  const code = systemCode(error);
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new UsageError(
      `Cannot write in ${folder}: the disk is full (${error.message}). ` +
        "Free some space and try again: what has arrived is kept",
      { cause: error },
    );
  }
  if (code !== undefined || error instanceof Deno.errors.NotCapable) {
    return new UsageError(
      `Cannot use ${folder}: ${
        whyUnusable(error)
      }. Choose a folder that can be ` +
        "used, with --data-dir or GRADNOISE_DATA_DIR",
      { cause: error },
    );
  }
  return error;
}
