import { systemCode } from "../../core/system_code.ts";
import { UsageError } from "../../core/usage_error.ts";
import { whyUnusable } from "../../core/why_unusable.ts";

/**
 * Does `action`, which reads `path` in the folder that a caller has named.
 *
 * @throws {UsageError} if the file system refuses.
 */
export async function reading<T>(
  path: string,
  action: () => Promise<T>,
): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const refused = systemCode(error) !== undefined ||
      error instanceof Deno.errors.NotCapable;
    if (!refused) throw error;
    throw new UsageError(
      `Cannot read ${path}: ${
        whyUnusable(error)
      }. See that it is there and may be read`,
      { cause: error },
    );
  }
}
