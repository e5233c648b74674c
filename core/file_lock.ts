/**
 * Locks for processes that share a folder, on one host or on several that
 * mount it: a file that names its holder, who renews it while alive.
 *
 * Two things tell whether the holder lives. On its own host the system does,
 * which ends an advisory lock on the file with its process. From other hosts,
 * whose file systems need not know of that lock, the file's age does.
 *
 * @module
 */
import { dirname } from "node:path";
import { pause } from "./pause.ts";
import { systemLock } from "./system_lock.ts";
import { writeAll } from "./write_all.ts";

/** Who holds a lock. */
export interface LockHolder {
  readonly host: string;
  readonly pid: number;
  /** When it took the lock, as ISO 8601. */
  readonly since: string;
  /**
   * The name of a task that has one process at a time: a lock of the same task
   * is one of its own, from before it was started anew.
   */
  readonly task?: string;
}

/** A lock that this process holds. */
export interface FileLock {
  /**
   * Gives it back: the file is gone then, unless another process has taken the
   * lock over meanwhile.
   */
  release(): Promise<void>;
}

const POLL_MS = 100;
const RENEW_MS = 15_000;
/** Long enough for a host that is busy and a file system that caches. */
const DEAD_AFTER_MS = 120_000;
/** Others touch a new file for an instant, to see whether it is in use. */
const CREATION_TRIES = 50;
const CREATION_PAUSE_MS = 10;

/**
 * Takes the lock in the file `path`, or returns undefined if a process that
 * lives has it. A lock whose holder is dead is taken over. Should two hosts do
 * so in the same instant, both have it: guard nothing with it that would not
 * bear that.
 *
 * @throws an error of the file system, as on a full disk.
 */
export async function tryLock(
  path: string,
  { task }: { task?: string } = {},
): Promise<FileLock | undefined> {
  const holder: LockHolder = {
    host: Deno.hostname(),
    pid: Deno.pid,
    since: new Date().toISOString(),
    ...task === undefined ? {} : { task },
  };
  for (;;) {
    const { file, created } = await openOrCreate(path);
    let lock: FileLock | undefined;
    try {
      const free = created
        ? await isFreeSoon(file)
        : await isFree(file, { path, task });
      if (!free) return undefined;
      if (await isAt(file, path)) lock = await hold(file, { path, holder });
    } finally {
      if (lock === undefined) file.close();
    }
    if (lock !== undefined) return lock;
  }
}

/** How to wait for a lock. */
export interface LockWait {
  /** Ends the wait. */
  readonly signal?: AbortSignal | undefined;
  /** Called once if another process has the lock. */
  readonly onWait?: (() => void) | undefined;
}

/**
 * Does `action` while this process alone has the lock in the file `path`.
 *
 * @throws the reason of `signal`, if it aborts the wait.
 */
export async function withLock<T>(
  path: string,
  action: () => Promise<T>,
  { signal, onWait }: LockWait = {},
): Promise<T> {
  let lock = await tryLock(path);
  if (lock === undefined) onWait?.();
  while (lock === undefined) {
    await pause(POLL_MS, { signal });
    lock = await tryLock(path);
  }
  try {
    return await action();
  } finally {
    await lock.release();
  }
}

/**
 * Who holds the lock in the file `path`; undefined if nobody does who lives.
 * What others wrote there is not to be trusted. The folder may be read-only.
 */
export async function lockHolder(
  path: string,
): Promise<LockHolder | undefined> {
  try {
    using file = await Deno.open(path, { read: true });
    if (await isFree(file, { path, looking: true })) return undefined;
    return await read(file) ?? { host: "unknown", pid: 0, since: "" };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function openOrCreate(
  path: string,
): Promise<{ file: Deno.FsFile; created: boolean }> {
  const access = { read: true, write: true };
  for (;;) {
    try {
      const file = await Deno.open(path, { ...access, createNew: true });
      return { file, created: true };
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    }
    try {
      return { file: await Deno.open(path, access), created: false };
    } catch (error) {
      // Given back between the two.
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}

async function isFreeSoon(file: Deno.FsFile): Promise<boolean> {
  for (let tries = 1; tries <= CREATION_TRIES; tries++) {
    if (await systemLock(file) !== false) return true;
    await pause(CREATION_PAUSE_MS);
  }
  return false;
}

/** Whether the holder of a file that was there is dead. */
async function isFree(
  file: Deno.FsFile,
  { path, task, looking = false }: {
    path: string;
    task?: string | undefined;
    /** The file is open to read, and the folder may be read-only. */
    looking?: boolean;
  },
): Promise<boolean> {
  const got = await systemLock(file, { shared: looking });
  if (got === false) return false;
  const holder = await read(file);
  if (holder !== undefined) {
    if (got && holder.host === Deno.hostname()) return true;
    if (task !== undefined && holder.task === task) return true;
  }
  const clock = fileSystemTime(dirname(path));
  // Without leave to write, this host's clock will do to look.
  const now = await (looking ? clock.catch(() => Date.now()) : clock);
  return now - (await file.stat()).mtime!.getTime() > DEAD_AFTER_MS;
}

/** Whether `file` is what lies at `path`, and not what lay there before. */
async function isAt(file: Deno.FsFile, path: string): Promise<boolean> {
  try {
    // Where NFS would answer from memory, it asks its server at an opening.
    using other = await Deno.open(path, { read: true });
    const [here, there] = [await file.stat(), await other.stat()];
    return here.ino === there.ino && here.dev === there.dev;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** The time by the clock of a folder's file system, in milliseconds. */
async function fileSystemTime(folder: string): Promise<number> {
  const probe = await Deno.makeTempFile({ dir: folder, prefix: ".clock-" });
  try {
    return (await Deno.stat(probe)).mtime!.getTime();
  } finally {
    await Deno.remove(probe);
  }
}

async function textIn(file: Deno.FsFile): Promise<string> {
  await file.seek(0, Deno.SeekMode.Start);
  const bytes = new Uint8Array(1000);
  const length = await file.read(bytes) ?? 0;
  return new TextDecoder().decode(bytes.subarray(0, length));
}

async function read(file: Deno.FsFile): Promise<LockHolder | undefined> {
  const text = await textIn(file);
  try {
    const { host, pid, since, task } = JSON.parse(text) as LockHolder;
    return typeof host === "string" && typeof since === "string" &&
        Number.isSafeInteger(pid)
      ? { host, pid, since, ...typeof task === "string" ? { task } : {} }
      : undefined;
  } catch (error) {
    // Its holder is about to write it, or died at that.
    if (error instanceof SyntaxError || error instanceof TypeError) {
      return undefined;
    }
    throw error;
  }
}

/** The lock that was just taken; renewed until it is given back. */
async function hold(
  file: Deno.FsFile,
  { path, holder }: { path: string; holder: LockHolder },
): Promise<FileLock> {
  const text = JSON.stringify(holder);
  try {
    await file.truncate(0);
    await write(file, text);
  } catch (error) {
    // Nobody could tell whose it is.
    await Deno.remove(path);
    throw error;
  }
  // Whoever takes it over writes another holder into the same file.
  const isOurs = async () =>
    await isAt(file, path) && await textIn(file) === text;
  // One after the other, as they share the place in the file. A renewal that
  // fails is made up for by the next one. If none succeeds, others take the
  // lock for a dead process's, as the file system has it.
  let renewed = Promise.resolve();
  const renew = () =>
    renewed = renewed.then(async () => {
      if (await isOurs()) await write(file, text);
    }).catch(() => undefined);
  const renewal = setInterval(renew, RENEW_MS);
  Deno.unrefTimer(renewal);
  return {
    release: async () => {
      clearInterval(renewal);
      await renewed;
      try {
        if (await isOurs()) await Deno.remove(path);
      } finally {
        file.close();
      }
    },
  };
}

async function write(file: Deno.FsFile, text: string): Promise<void> {
  await file.seek(0, Deno.SeekMode.Start);
  await writeAll(file, new TextEncoder().encode(text));
  await file.syncData();
}
