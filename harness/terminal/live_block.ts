import { stripVTControlCharacters } from "node:util";
import type { Screen } from "./screen.ts";

/**
 * Lines at the bottom of a terminal that are renewed in place. The cursor is
 * never hidden and stands below them, so that whatever ends the process leaves
 * a terminal to work with.
 */
export class LiveBlock {
  readonly #screen: Screen;
  /** Lines that stand there now. */
  #lines: readonly string[] = [];

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** Shows these lines instead, or the first of them that there is room for. */
  show(lines: readonly string[]): void {
    const { columns, rows } = this.#screen.size();
    // What has left at the top cannot be renewed, and the cursor needs a line.
    const fitting = lines.slice(0, rows - 1)
      // The last column stays free: some terminals wrap on it.
      .map((line) => cut(line, columns - 1));
    // One write, and no line is empty in between: nothing flickers.
    const renewed = fitting.map((line) => `${line}\x1b[K\n`).join("");
    if (fitting.length > 0 || this.#lines.length > 0) {
      this.#screen.write(`${this.#start()}${renewed}\x1b[J`);
    }
    this.#lines = fitting;
  }

  /** Writes a text above the lines, where it stays. */
  say(text: string): void {
    const below = this.#lines;
    this.clear();
    this.#screen.write(`${text}\n`);
    this.show(below);
  }

  /** Takes the lines away. */
  clear(): void {
    this.show([]);
  }

  /** To where the first line begins, from anywhere in the line below them. */
  #start(): string {
    const { length } = this.#lines;
    // Ctrl-C leaves its echo before the cursor.
    return length > 0 ? `\r\x1b[${length}A` : "\r";
  }
}

/** A line without colours where it would be too long. */
function cut(line: string, width: number): string {
  const plain = stripVTControlCharacters(line);
  return plain.length <= width ? line : plain.slice(0, Math.max(width, 0));
}
