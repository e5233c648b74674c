/**
 * Looking at files and folders that may not be there.
 *
 * @module
 */
import { isNoSuchFile } from "../../../core/no_such_file.ts";

/** Names of what is in a folder, in order; none where there is no folder. */
export function namesIn(folder: string): string[] {
  const entries = ifPresent(() => [...Deno.readDirSync(folder)]) ?? [];
  return entries.map(({ name }) => name).toSorted();
}

/** Whether there is a file at `path`, or a link to one. */
export function isFile(path: string): boolean {
  return ifPresent(() => Deno.statSync(path))?.isFile ?? false;
}

/** What `read` returns; undefined where there is no such file or folder. */
export function ifPresent<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isNoSuchFile(error)) return undefined;
    throw error;
  }
}
