/** Exit codes of a process that ended because it was asked to. */
export const STOP_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** What asks a process to end. */
export type StopSignal = keyof typeof STOP_CODES;

/** The signals that this system has. */
export const STOP_SIGNALS: readonly StopSignal[] = Deno.build.os === "windows"
  ? ["SIGINT"]
  : ["SIGINT", "SIGTERM"];

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
