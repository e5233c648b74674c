/**
 * The folder that holds the project's own installation. One process at a time
 * works in it, where its file system has locks; what others see there is whole.
 *
 * @module
 */
import { basename, join } from "node:path";
import { Breakdown } from "../../../core/exit_code.ts";
import { pause } from "../../../core/pause.ts";
import { systemCode } from "../../../core/system_code.ts";
import { systemLock } from "../../../core/system_lock.ts";
import { namesIn } from "../installation/present.ts";
import { packagesIn } from "../installation/private.ts";

const LOCK_NAME = ".setup.lock";
const LOCK_POLL_MS = 100;
/** Begins the names of folders that nobody but the setup looks at. */
const WORK_PREFIX = ".work-";

/** A root that this process works in; its work folders go with it. */
export interface HeldRoot extends AsyncDisposable {
  /**
   * Makes an empty folder.
   *
   * @throws {Breakdown} if the file system refuses.
   */
  makeWorkFolder(): Promise<string>;
  /**
   * Puts a folder with packages in the place of the installed ones.
   *
   * @throws {Breakdown} if the file system refuses.
   */
  place(packages: string): Promise<void>;
}

/**
 * Waits until no other process holds a root, holds it, and removes what was
 * left there unfinished.
 *
 * @param options.onWait Called if another process has to be waited for.
 * @throws {Breakdown} if the folder cannot be made or written.
 * @throws the reason of `signal`, if it aborts.
 */
export async function holdRoot(
  root: string,
  { signal, onWait }: { signal: AbortSignal; onWait: () => void },
): Promise<HeldRoot> {
  const inRoot = <T>(action: () => Promise<T>) => attempt(root, action);
  const lock = await inRoot(async () => {
    await Deno.mkdir(root, { recursive: true });
    // Never removed: two processes would then lock two files.
    return await Deno.open(join(root, LOCK_NAME), {
      write: true,
      create: true,
    });
  });
  const makeWorkFolder = () =>
    inRoot(() => Deno.makeTempDir({ dir: root, prefix: WORK_PREFIX }));
  const removeWorkFolders = () =>
    inRoot(async () => {
      for (const name of namesIn(root)) {
        if (!name.startsWith(WORK_PREFIX)) continue;
        await Deno.remove(join(root, name), { recursive: true });
      }
    });
  try {
    for (let polls = 0; await systemLock(lock) === false; polls++) {
      if (polls === 0) onWait();
      await pause(LOCK_POLL_MS, { signal });
    }
    await removeWorkFolders();
  } catch (error) {
    lock.close();
    throw error;
  }
  return {
    makeWorkFolder,
    place: (packages) =>
      inRoot(async () => {
        const installed = packagesIn(root);
        if (namesIn(root).includes(basename(installed))) {
          await Deno.rename(installed, join(await makeWorkFolder(), "old"));
        }
        await Deno.rename(packages, installed);
      }),
    [Symbol.asyncDispose]: async () => {
      using _lock = lock;
      await removeWorkFolders();
    },
  };
}

/** Does `action`; what the file system refuses becomes a `Breakdown`. */
async function attempt<T>(root: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    throw new Breakdown(`Cannot use ${root}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
