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
  await withTemporary(path, {
    content,
    place: (temporary) => Deno.rename(temporary, path),
  });
}

/**
 * As {@linkcode writeFileAtomic}, unless the file is there: of several
 * processes that write it, one does. Returns whether this one did.
 *
 * @throws errors of the file system.
 */
export async function writeFileOnce(
  path: string,
  content: string,
): Promise<boolean> {
  try {
    await withTemporary(path, {
      content,
      place: async (temporary) => {
        await Deno.link(temporary, path);
        await Deno.remove(temporary);
      },
    });
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return false;
    throw error;
  }
}

/** Has `place` move a new file on disk to where it belongs. */
async function withTemporary(
  path: string,
  { content, place }: {
    content: string | readonly Uint8Array[];
    place: (temporary: string) => Promise<void>;
  },
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
    await place(temporary);
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
