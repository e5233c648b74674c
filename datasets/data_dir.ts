/**
 * Where the data sets are: a folder that holds a folder per data set.
 *
 * @module
 */
import { join } from "node:path";
import envPaths from "env-paths";
import { UsageError } from "../core/usage_error.ts";
import { userPath } from "../core/user_path.ts";

/**
 * The environment variables that this module reads. Importing it needs leave
 * to read them, and `--allow-sys=homedir`.
 */
export const DATA_DIR_VARIABLES = [
  "GRADNOISE_DATA_DIR",
  "INIT_CWD",
  // Read by env-paths, on one system or another.
  "APPDATA",
  "LOCALAPPDATA",
  "TEMP",
  "TMP",
  "TMPDIR",
  "XDG_CACHE_HOME",
  "XDG_CONFIG_HOME",
  "XDG_DATA_HOME",
  "XDG_STATE_HOME",
] as const;

/**
 * The absolute path of the data directory: `explicit` (what `--data-dir`
 * says), else `GRADNOISE_DATA_DIR`, else the user's cache folder.
 *
 * A relative path is meant from where the user is.
 *
 * @throws {UsageError} if `explicit` is empty.
 */
export function dataDirectory(explicit?: string): string {
  if (explicit === "") {
    throw new UsageError("Cannot use the data directory: --data-dir is empty");
  }
  const chosen = explicit ?? (Deno.env.get("GRADNOISE_DATA_DIR") || undefined);
  if (chosen === undefined) {
    return join(envPaths("gradnoise", { suffix: "" }).cache, "data");
  }
  return userPath(chosen);
}
