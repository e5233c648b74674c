import { STOP_SIGNALS } from "../../core/stop_signals.ts";

/** Signals that arrive so soon after another are one. */
const SAME_INTERRUPTION_MS = 500;

/**
 * What a person asks this process for with Ctrl-C: to stop, and with a second
 * one to end at once. One Ctrl-C may arrive several times, through the terminal
 * and a parent. Whatever `onStop` throws is of no consequence.
 */
export function interruptions(
  onStop: () => void,
): { signal: AbortSignal; atOnce: AbortSignal } {
  const stop = new AbortController();
  const kill = new AbortController();
  let first = 0;
  const interrupt = () => {
    if (!stop.signal.aborted) {
      first = performance.now();
      stop.abort();
      try {
        onStop();
      } catch {
        // A screen that takes nothing, as on a full disk, must not end the
        // process where runs are about to stop.
      }
    } else if (performance.now() - first > SAME_INTERRUPTION_MS) {
      kill.abort();
    }
  };
  STOP_SIGNALS.forEach((signal) => Deno.addSignalListener(signal, interrupt));
  return { signal: stop.signal, atOnce: kill.signal };
}
