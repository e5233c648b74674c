import { join } from "node:path";
import { basename } from "node:path/posix";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import { differenceOf, digestOfFile } from "../../core/checksum.ts";
import { Breakdown } from "../../core/exit_code.ts";
import { UsageError } from "../../core/usage_error.ts";
import { writeAll } from "../../core/write_all.ts";
import { onDisk } from "../disk_error.ts";
import type { SourceFile } from "../source.ts";

/** What is used of an entry of an archive; the library comes without types. */
interface TarEntry extends AsyncIterable<Uint8Array> {
  readonly header: { readonly name: string; readonly type: string };
  /** Passes over it. */
  resume(): void;
}

/**
 * Puts `files`, found by their names, from a gzipped tar archive into `folder`
 * and over what is there: each in one step, once it is whole and verified.
 *
 * @param options.name What error messages call the archive.
 * @throws {UsageError} if the archive is cut short or damaged, has not got the
 * files, or `folder` cannot be written. Files that came before are then in
 * place.
 * @throws {Breakdown} if the disk is full, likewise.
 */
export async function unpack(
  archive: AsyncIterable<Uint8Array>,
  { name, folder, files }: {
    name: string;
    folder: string;
    files: readonly SourceFile[];
  },
): Promise<void> {
  const missing = new Map(files.map((file) => [file.name, file]));
  const entries = extract();
  const takeFiles = async () => {
    for await (const entry of entries as AsyncIterable<TarEntry>) {
      const file = missing.get(basename(entry.header.name));
      if (file === undefined || entry.header.type !== "file") {
        entry.resume();
      } else {
        await putInPlace(entry, { folder, file });
        missing.delete(file.name);
      }
    }
  };
  const [taken, fed] = await Promise.allSettled([
    takeFiles(),
    pipeline(Readable.from(archive), createGunzip(), entries),
  ]);
  // What goes wrong in one reaches the other, there without its reason.
  for (const result of [taken, fed]) {
    if (result.status === "fulfilled") continue;
    const { reason } = result;
    const known = reason instanceof UsageError || reason instanceof Breakdown;
    if (known || !(reason instanceof Error)) throw reason;
    throw new UsageError(
      `Cannot unpack ${name}: expected a whole gzipped tar archive, found ` +
        `"${reason.message}"`,
      { cause: reason },
    );
  }
  if (missing.size > 0) {
    throw new UsageError(
      `Cannot unpack ${name}: it has no file ${[...missing.keys()].join(", ")}`,
    );
  }
}

async function putInPlace(
  content: AsyncIterable<Uint8Array>,
  { folder, file }: { folder: string; file: SourceFile },
): Promise<void> {
  const temporary = join(folder, `.unpacking-${file.name}`);
  const inFolder = <T>(action: () => Promise<T>) => onDisk(folder, action);
  const target = await inFolder(() =>
    Deno.open(temporary, { write: true, create: true, truncate: true })
  );
  try {
    {
      using open = target;
      for await (const chunk of content) {
        await inFolder(() => writeAll(open, chunk));
      }
      await inFolder(() => open.sync());
    }
    const found = await inFolder(() => digestOfFile(temporary));
    const difference = differenceOf(found, file);
    if (difference !== undefined) {
      throw new UsageError(`Cannot unpack ${file.name}: ${difference}`);
    }
    await inFolder(() => Deno.rename(temporary, join(folder, file.name)));
  } catch (error) {
    await Deno.remove(temporary);
    throw error;
  }
}
