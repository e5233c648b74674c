/**
 * The folder of the user's that keeps what is fetched once and needed often.
 *
 * @module
 */
import envPaths from "env-paths";

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

/** The absolute path of the project's part of the user's cache folder. */
export function cacheFolder(): string {
  return envPaths("gradnoise", { suffix: "" }).cache;
}
