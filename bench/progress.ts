/**
 * What the user sees while steps are timed: on a terminal a line that is
 * renewed, elsewhere plain lines now and then.
 *
 * @module
 */
import type { TurnStart } from "../training/timing/timed_rounds.ts";

/** Tells the user what goes on. */
export interface Progress {
  /** Says what begins now. */
  say(text: string): void;
  /** Takes away a line that is only there until the next one. */
  clear(): void;
}

/** Where progress is written. */
export interface ProgressOptions {
  /** Writes there. */
  readonly write: (text: string) => void;
  /** Columns of a terminal; undefined for files and pipes. */
  readonly columns: number | undefined;
  /** Milliseconds since any fixed moment. */
  readonly now: () => number;
}

const PAUSE_MS = 10_000;
const ERASE_LINE = "\r\x1b[K";

/** Progress on a terminal, or in lines that are ten seconds apart. */
export function progress({ write, columns, now }: ProgressOptions): Progress {
  let shown = false;
  let next = -Infinity;
  return {
    say: (text) => {
      if (columns !== undefined) {
        // The last column stays free: some terminals wrap on it.
        write(ERASE_LINE + text.slice(0, columns - 1));
        shown = true;
      } else if (now() >= next) {
        write(`${text}\n`);
        next = now() + PAUSE_MS;
      }
    },
    clear: () => {
      if (shown) write(ERASE_LINE);
      shown = false;
    },
  };
}

/** Progress on standard error. */
export function progressOnStderr(): Progress {
  const encoder = new TextEncoder();
  return progress({
    write: (text) => void Deno.stderr.writeSync(encoder.encode(text)),
    // A terminal that does not know its width says 0.
    columns: Deno.stderr.isTerminal()
      ? Deno.consoleSize().columns || 80
      : undefined,
    now: () => performance.now(),
  });
}

/** What goes on while somebody has a turn. */
export function turnText(
  { id, round }: TurnStart,
  { title, rounds, unit = "round" }: {
    title: string;
    rounds: number;
    unit?: string;
  },
): string {
  return round === 0
    ? `${title}: first steps of ${id}`
    : `${title}: ${unit} ${round} of ${rounds}, ${id}`;
}
