import { Interruption } from "./exit_code.ts";

/** What asks a process to end: Ctrl-C, and whatever has started it. */
export const STOP_SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * A controller that aborts with an {@linkcode Interruption} of this message
 * when the process is asked to end.
 */
export function interruptible(message: string): AbortController {
  const controller = new AbortController();
  for (const signal of STOP_SIGNALS) {
    Deno.addSignalListener(signal, () => {
      controller.abort(new Interruption(message));
    });
  }
  return controller;
}
