import { UsageError } from "../../core/usage_error.ts";
import { whyUnusable } from "../../core/why_unusable.ts";

/** The error on a file or a folder that the file system does not read. */
export function cannotRead(path: string, error: unknown): UsageError {
  return new UsageError(`Cannot read ${path}: ${whyUnusable(error)}`, {
    cause: error,
  });
}
