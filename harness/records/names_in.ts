import { cannotRead } from "./cannot_read.ts";

/**
 * What is in a folder; nothing where that is not there.
 *
 * @throws {UsageError} if it is no folder, or may not be read.
 */
export async function entriesIn(folder: string): Promise<Deno.DirEntry[]> {
  try {
    return await Array.fromAsync(Deno.readDir(folder));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw cannotRead(folder, error);
  }
}

/**
 * The names of what is in a folder; none where that is not there.
 *
 * @throws {UsageError} if it is no folder, or may not be read.
 */
export async function namesIn(folder: string): Promise<string[]> {
  return (await entriesIn(folder)).map(({ name }) => name);
}
