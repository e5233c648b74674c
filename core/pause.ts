import { setTimeout as delay } from "node:timers/promises";

/** Waits for `ms` milliseconds, or until `signal` aborts. */
export async function pauseUntil(
  signal: AbortSignal,
  { ms }: { ms: number },
): Promise<void> {
  try {
    await pause(ms, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/**
 * Waits for `ms` milliseconds.
 *
 * @throws the reason of `signal`, as soon as it aborts.
 */
export async function pause(
  ms: number,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<void> {
  try {
    await delay(ms, undefined, signal ? { signal } : {});
  } catch (error) {
    // Node wraps the reason in an error of its own.
    signal?.throwIfAborted();
    throw error;
  }
}
