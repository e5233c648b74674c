/**
 * What the errors of the file system mean to the user.
 *
 * @module
 */
import { Breakdown } from "../core/exit_code.ts";
import { isFullDisk, systemCode } from "../core/system_code.ts";
import { UsageError } from "../core/usage_error.ts";
import { whyUnusable } from "../core/why_unusable.ts";

/**
 * Does `action` in `folder`.
 *
 * @throws {UsageError} if the file system refuses: there is no permission, a
 * file stands where a folder should be.
 * @throws {Breakdown} if the disk is full.
 */
export async function onDisk<T>(
  folder: string,
  action: () => Promise<T>,
): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw diskError(error, { path: folder });
  }
}

/**
 * What an error of the file system means: a `Breakdown` for a full disk, else a
 * `UsageError`. Any other error is returned as it is.
 *
 * @param options.path The file or folder that it is about.
 */
export function diskError(
  error: unknown,
  { path }: { path: string },
): unknown {
  if (!(error instanceof Error)) return error;
  if (isFullDisk(error)) {
    return new Breakdown(
      `Cannot write in ${path}: the disk is full (${error.message}). ` +
        "Free some space and try again: what has arrived is kept",
      { cause: error },
    );
  }
  if (
    systemCode(error) !== undefined || error instanceof Deno.errors.NotCapable
  ) {
    return new UsageError(
      `Cannot use ${path}: ${
        whyUnusable(error)
      }. Choose a folder that can be ` +
        "used, with --data-dir or GRADNOISE_DATA_DIR",
      { cause: error },
    );
  }
  return error;
}
