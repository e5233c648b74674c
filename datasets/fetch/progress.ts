/**
 * What the user sees of a transfer: a line that is updated on a terminal,
 * plain lines elsewhere.
 *
 * @module
 */

/** Tells the user how it goes. */
export interface Reporter {
  /** Shows one line of text. */
  say(text: string): void;
  /** Returns what shows how many of `bytes` bytes are there. */
  transfer(
    label: string,
    options: { bytes: number },
  ): (bytesSoFar: number) => void;
  /** Takes away a line that is only there until the next one. */
  clear(): void;
}

/** Where a reporter writes and what time it is. */
export interface ReporterOptions {
  /** Writes to the screen or file. */
  readonly write: (text: string) => void;
  /** Milliseconds since any fixed moment. */
  readonly now: () => number;
}

/** A reporter that shows nothing. */
export const quietReporter: Reporter = {
  say() {},
  transfer: () => () => {},
  clear() {},
};

const LINE_PAUSE_MS = 10_000;

/**
 * A reporter for files and pipes: a line every tenth of a transfer, and every
 * ten seconds of a slow one.
 */
export function lineReporter({ write, now }: ReporterOptions): Reporter {
  const say = (text: string) => write(`${text}\n`);
  return {
    say,
    transfer: (label, { bytes }) => {
      const speedOf = speedometer(now);
      let tenths = 0;
      let next = now() + LINE_PAUSE_MS;
      return (bytesSoFar) => {
        const speed = speedOf(bytesSoFar);
        const reached = Math.floor(10 * bytesSoFar / bytes);
        // A line for 100 % is left to whoever has verified the file.
        if ((reached > tenths || now() >= next) && reached < 10) {
          next = now() + LINE_PAUSE_MS;
          say(`${label}: ${progressText({ bytesSoFar, bytes, speed })}`);
        }
        tenths = reached;
      };
    },
    clear() {},
  };
}

const REFRESH_MS = 100;
const ERASE_LINE = "\r\x1b[K";

/** A reporter for a terminal of `columns` columns: one line per transfer. */
export function terminalReporter(
  { write, now, columns }: ReporterOptions & { columns: number },
): Reporter {
  let shown = false;
  const clear = () => {
    if (shown) write(ERASE_LINE);
    shown = false;
  };
  return {
    say: (text) => {
      clear();
      write(`${text}\n`);
    },
    // The label is too long for this line; what was said last has it.
    transfer: (_label, { bytes }) => {
      const speedOf = speedometer(now);
      let next = -Infinity;
      return (bytesSoFar) => {
        const speed = speedOf(bytesSoFar);
        if (now() < next && bytesSoFar < bytes) return;
        next = now() + REFRESH_MS;
        const text = progressText({ bytesSoFar, bytes, speed });
        // The last column stays free: some terminals wrap on it.
        const room = columns - 1 - text.length;
        const bar = progressBar(bytesSoFar / bytes, Math.min(room, 32));
        write(ERASE_LINE + (bar + text).slice(0, columns - 1));
        shown = true;
      };
    },
    clear,
  };
}

/** The size of a file, as in "26.4 MB" (10⁶ bytes) or "5 kB". */
export function sizeText(bytes: number): string {
  return bytes < 100_000
    ? `${Math.ceil(bytes / 1000)} kB`
    : `${inMegabytes(bytes)} MB`;
}

function inMegabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

/** Bytes per second since the first call, or since the bytes went back. */
function speedometer(now: () => number): (bytesSoFar: number) => number {
  let start: { bytes: number; time: number } | undefined;
  let last = 0;
  return (bytes) => {
    if (start === undefined || bytes < last) start = { bytes, time: now() };
    last = bytes;
    const seconds = (now() - start.time) / 1000;
    return seconds > 0 ? (bytes - start.bytes) / seconds : 0;
  };
}

/** As in " 41 %  10.8/26.4 MB  5.1 MB/s  4 s left". */
function progressText(
  { bytesSoFar, bytes, speed }: {
    bytesSoFar: number;
    bytes: number;
    speed: number;
  },
): string {
  const percent = `${Math.floor(100 * bytesSoFar / bytes)}`.padStart(3);
  const amount = `${percent} %  ${inMegabytes(bytesSoFar)}/${
    inMegabytes(bytes)
  } MB`;
  if (speed === 0) return amount;
  const left = timeText((bytes - bytesSoFar) / speed);
  return `${amount}  ${inMegabytes(speed)} MB/s  ${left} left`;
}

function timeText(seconds: number): string {
  return seconds < 100
    ? `${Math.ceil(seconds)} s`
    : `${Math.ceil(seconds / 60)} min`;
}

/** As in "[====>     ] ", `width` characters; empty where that is too narrow. */
function progressBar(share: number, width: number): string {
  const inside = width - "[] ".length;
  if (inside < 3) return "";
  const done = Math.floor(share * inside);
  const bar = "=".repeat(done) + (done < inside ? ">" : "");
  return `[${bar.padEnd(inside)}] `;
}
