import { isNoSuchFile } from "./no_such_file.ts";

/** Whether there is a file at `path`, itself or behind a link. */
export async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch (error) {
    if (isNoSuchFile(error)) return false;
    throw error;
  }
}
