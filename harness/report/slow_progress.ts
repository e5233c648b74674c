import type { Screen } from "../terminal/screen.ts";

/** What takes less is not worth a word. */
const SILENT_MS = 2000;
const TERMINAL_INTERVAL_MS = 200;
const PLAIN_INTERVAL_MS = 5000;

/** Says how far work has come, once it takes longer than 2 seconds. */
export interface SlowProgress {
  /** E.g. "reading runs: 300 of 10,000". */
  at(what: string, done: number, all: number): void;
  /** Removes what stands on the terminal. */
  end(): void;
}

/** Progress on a terminal's last line, or as plain lines now and then. */
export function slowProgress(
  screen: Omit<Screen, "colour">,
): SlowProgress {
  const interval = screen.terminal ? TERMINAL_INTERVAL_MS : PLAIN_INTERVAL_MS;
  let next = screen.now() + SILENT_MS;
  let shown = false;
  return {
    at: (what, done, all) => {
      if (screen.now() < next) return;
      next = screen.now() + interval;
      const line = `${what}: ${done} of ${all}`;
      screen.write(
        screen.terminal
          ? `\r\x1b[K${line.slice(0, screen.size().columns - 1)}`
          : `${line}\n`,
      );
      shown = screen.terminal;
    },
    end: () => {
      if (shown) screen.write("\r\x1b[K");
      shown = false;
    },
  };
}
