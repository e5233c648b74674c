import { basename, dirname, join } from "node:path";

/**
 * Writes a file so that a reader sees the old content or the whole new one,
 * never a part, also after a crash: a temporary file beside it is written,
 * flushed to disk and renamed.
 *
 * @param content A text, or bytes in parts, one after the other.
 * @throws {Deno.errors.PermissionDenied} and other errors of the file system;
 * the old content is then still there and no temporary file is left.
 */
export async function writeFileAtomic(
  path: string,
  content: string | readonly Uint8Array[],
): Promise<void> {
  const temporary = await Deno.makeTempFile({
    dir: dirname(path),
    prefix: temporaryPrefix(path),
  });
  try {
    await writeAll(temporary, content);
    using file = await Deno.open(temporary, { write: true });
    await file.sync();
    await Deno.chmod(temporary, 0o644);
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary);
    throw error;
  }
}

/**
 * Removes what processes that were killed while they wrote the file at `path`
 * have left beside it.
 */
export async function removeTemporaries(path: string): Promise<void> {
  const prefix = temporaryPrefix(path);
  for await (const { name } of Deno.readDir(dirname(path))) {
    if (name.startsWith(prefix)) await Deno.remove(join(dirname(path), name));
  }
}

function temporaryPrefix(path: string): string {
  return `.writing-${basename(path)}-`;
}

async function writeAll(
  path: string,
  content: string | readonly Uint8Array[],
): Promise<void> {
  if (typeof content === "string") {
    return await Deno.writeTextFile(path, content);
  }
  await Deno.writeFile(path, ReadableStream.from(content));
}
