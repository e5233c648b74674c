import { constants } from "node:os";
import type { NO_LOCKS } from "./system_lock.ts";

/**
 * Calls `body`, for tests, where file systems have no locks, which Deno says
 * with an error of this shape.
 */
export async function withoutLocks(
  code: typeof NO_LOCKS[number],
  body: () => Promise<void>,
): Promise<void> {
  const { tryLock } = Deno.FsFile.prototype;
  const message = `No locks here (os error ${constants.errno[code]})`;
  Deno.FsFile.prototype.tryLock = () => Promise.reject(new Error(message));
  try {
    await body();
  } finally {
    Deno.FsFile.prototype.tryLock = tryLock;
  }
}
