/**
 * Where the data sets are: a folder that holds a folder per data set.
 *
 * @module
 */
import { join } from "node:path";
import { CACHE_FOLDER_VARIABLES, cacheFolder } from "../core/cache_folder.ts";
import { UsageError } from "../core/usage_error.ts";
import { userPath } from "../core/user_path.ts";

/**
 * The environment variables that this module reads. Importing it needs leave
 * to read them, and `--allow-sys=homedir`.
 */
export const DATA_DIR_VARIABLES = [
  "GRADNOISE_DATA_DIR",
  "INIT_CWD",
  ...CACHE_FOLDER_VARIABLES,
] as const;

/**
 * The absolute path of the data directory: `explicit` (what `--data-dir`
 * says), else `GRADNOISE_DATA_DIR`, else the user's cache folder.
 *
 * A relative path is meant from where the user is.
 *
 * @throws {UsageError} if `explicit` is empty, or nothing is named and the user
 * has no home folder.
 */
export function dataDirectory(explicit?: string): string {
  if (explicit === "") {
    throw new UsageError("Cannot use the data directory: --data-dir is empty");
  }
  const chosen = explicit ?? (Deno.env.get("GRADNOISE_DATA_DIR") || undefined);
  return chosen === undefined ? cachedData() : userPath(chosen);
}

function cachedData(): string {
  try {
    return join(cacheFolder(), "data");
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(
      `${error.message}, or name the folder of the data with --data-dir or GRADNOISE_DATA_DIR`,
      { cause: error },
    );
  }
}
