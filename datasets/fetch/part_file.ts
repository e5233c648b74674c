/**
 * A file that is being fetched: it grows beside its final place and is moved
 * there, in one step, once it is whole and verified.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { type Digest, digestOfFile } from "../../core/checksum.ts";
import { Breakdown } from "../../core/exit_code.ts";
import { onDisk } from "../disk_error.ts";
import { isFile } from "../../core/is_file.ts";
import { pause } from "../../core/pause.ts";
import { removeIfPresent } from "../../core/remove_if_present.ts";
import { systemLock } from "../../core/system_lock.ts";
import { UsageError } from "../../core/usage_error.ts";
import { writeAll } from "../../core/write_all.ts";

const LOCK_NAME = ".fetch.lock";
const LOCK_POLL_MS = 100;

/** A file under way to `path`; see {@linkcode openPartFile}. */
export interface PartFile {
  /** Number of bytes that it has. */
  readonly size: number;
  /** Writes all of `chunk` at the end. */
  append(chunk: Uint8Array): Promise<void>;
  /** Throws away what it has. */
  reset(): Promise<void>;
  /** Digest of what it has, as read back from the disk. */
  digest(): Promise<Digest>;
  /** What it has, as read back from the disk. */
  content(): Promise<ReadableStream<Uint8Array>>;
  /** Moves it to its final place and over what is there. */
  place(): Promise<void>;
  /** Leaves what it has, if anything, for the next one who opens it. */
  [Symbol.dispose](): void;
}

/** Options of {@linkcode openPartFile}. */
export interface OpenOptions {
  /** Stops waiting for another process. */
  readonly signal?: AbortSignal | undefined;
  /** Called once if another process has to be waited for. */
  readonly onWait?: () => void;
}

/**
 * Opens `<path>.part`, with what an earlier transfer left in it.
 *
 * Only one process at a time has a part file in a folder; the others wait,
 * unless the file system has no locks.
 * Every operation rejects with a `UsageError` if the folder cannot be written,
 * and with a `Breakdown` if the disk is full.
 *
 * @throws {UsageError} if the folder cannot be made or written.
 * @throws {Breakdown} if the disk is full.
 */
export async function openPartFile(
  path: string,
  { signal, onWait }: OpenOptions = {},
): Promise<PartFile> {
  const folder = dirname(path);
  const partPath = partPathOf(path);
  const inFolder = <T>(action: () => Promise<T>) => onDisk(folder, action);
  await inFolder(() => Deno.mkdir(folder, { recursive: true }));
  // The lock is a file of its own, which is never moved or removed: a lock on
  // the part file would go on holding the file that has taken its place.
  using stack = new DisposableStack();
  const lock = stack.use(await inFolder(() => openLock(folder)));
  let waited = false;
  while (await inFolder(() => systemLock(lock)) === false) {
    if (!waited) onWait?.();
    waited = true;
    await pause(LOCK_POLL_MS, { signal });
  }
  const file = stack.use(
    await inFolder(() => Deno.open(partPath, { write: true, create: true })),
  );
  let size = await inFolder(() => file.seek(0, Deno.SeekMode.End));
  const held = stack.move();
  return {
    get size() {
      return size;
    },
    append: (chunk) =>
      inFolder(async () => {
        try {
          await writeAll(file, chunk);
        } finally {
          size = await file.seek(0, Deno.SeekMode.Current);
        }
      }),
    reset: () =>
      inFolder(async () => {
        if (size === 0) return;
        await file.truncate(0);
        size = await file.seek(0, Deno.SeekMode.Start);
      }),
    digest: () => inFolder(() => digestOfFile(partPath)),
    content: () => inFolder(async () => (await Deno.open(partPath)).readable),
    place: () =>
      inFolder(async () => {
        await file.sync();
        await Deno.rename(partPath, path);
      }),
    [Symbol.dispose]: () => {
      using _held = held;
      if (size === 0) Deno.removeSync(partPath);
    },
  };
}

/**
 * Removes what transfers have left of files that nobody wants any more. It
 * stays where a process fetches into the folder, who may want it, the file
 * system has no locks to tell, or the folder cannot be written.
 */
export async function removeParts(
  folder: string,
  names: readonly string[],
): Promise<void> {
  const paths = names.map((name) => partPathOf(join(folder, name)));
  const found = await Promise.all(paths.map(isFile));
  // Who has no such file needs no leave to write.
  if (!found.includes(true)) return;
  try {
    await onDisk(folder, async () => {
      using lock = await openLock(folder);
      if (!await systemLock(lock)) return;
      for (const path of paths) await removeIfPresent(path);
    });
  } catch (error) {
    const refused = error instanceof UsageError || error instanceof Breakdown;
    if (!refused) throw error;
  }
}

function partPathOf(path: string): string {
  return `${path}.part`;
}

async function openLock(folder: string): Promise<Deno.FsFile> {
  const path = join(folder, LOCK_NAME);
  return await Deno.open(path, { write: true, create: true });
}
