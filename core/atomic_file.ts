import { dirname } from "node:path";

/**
 * Writes a file so that a reader sees the old content or the whole new one,
 * never a part, also after a crash: a temporary file beside it is written,
 * flushed to disk and renamed.
 *
 * @throws {Deno.errors.PermissionDenied} and other errors of the file system;
 * the old content is then still there and no temporary file is left.
 */
export async function writeFileAtomic(
  path: string,
  content: string,
): Promise<void> {
  const temporary = await Deno.makeTempFile({
    dir: dirname(path),
    prefix: ".writing-",
  });
  try {
    await Deno.writeTextFile(temporary, content);
    using file = await Deno.open(temporary, { write: true });
    await file.sync();
    await Deno.chmod(temporary, 0o644);
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary);
    throw error;
  }
}
