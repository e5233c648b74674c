/**
 * The folder of the user's that keeps what is fetched once and needed often.
 *
 * @module
 */
import os from "node:os";
import envPaths from "env-paths";
import { UsageError } from "./usage_error.ts";

/**
 * The environment variables that importing this module reads, on one system or
 * another. It needs leave to read them, and `--allow-sys=homedir`.
 */
export const CACHE_FOLDER_VARIABLES = [
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
 * The absolute path of the project's part of the user's cache folder.
 *
 * @throws {UsageError} if the user has no home folder.
 */
export function cacheFolder(): string {
  // As in a container, for a user that the system does not know.
  const home: string | null = os.homedir();
  if (home === null) {
    throw new UsageError(
      "Cannot tell where your cache folder is, for this user has no home folder: set HOME",
    );
  }
  return envPaths("gradnoise", { suffix: "" }).cache;
}
