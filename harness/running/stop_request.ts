import { STOP_SIGNALS } from "../../core/stop_signals.ts";

/** Exit codes of a process that ended because it was asked to. */
export const STOP_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** What asks a process to end. */
export type StopSignal = typeof STOP_SIGNALS[number];

/** Whether this process was asked to end. */
export interface StopRequest {
  /** The first signal that asked. */
  readonly signal: StopSignal | undefined;
  /** Listens no longer: signals do again what they did before. */
  release(): void;
}

/** Listens for signals that ask this process to end. */
export function stopRequest(): StopRequest {
  let first: StopSignal | undefined;
  const listeners = STOP_SIGNALS.map((signal) => {
    const listener = () => {
      first ??= signal;
    };
    Deno.addSignalListener(signal, listener);
    return [signal, listener] as const;
  });
  return {
    get signal() {
      return first;
    },
    release: () =>
      listeners.forEach(([signal, listener]) =>
        Deno.removeSignalListener(signal, listener)
      ),
  };
}
