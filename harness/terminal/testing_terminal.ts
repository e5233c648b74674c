/**
 * Terminals, for tests: what a person sees of what a program writes.
 *
 * @module
 */
import xterm from "@xterm/headless";
import { fileURLToPath } from "node:url";
import type { Screen } from "./screen.ts";

/** A terminal's size. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/**
 * The lines that a person can see or scroll back to once `text` has been
 * written to a terminal, without empty ones at the end.
 */
export async function seen(
  text: string,
  { columns, rows }: Size,
): Promise<string[]> {
  const terminal = new xterm.Terminal({
    ...{ cols: columns, rows, scrollback: 10_000 },
    allowProposedApi: true,
  });
  await new Promise<void>((resolve) => terminal.write(text, resolve));
  const { active } = terminal.buffer;
  const lines = Array.from(
    { length: active.length },
    (_, index) => active.getLine(index)!.translateToString(true),
  );
  terminal.dispose();
  return lines.slice(0, lines.findLastIndex((line) => line !== "") + 1);
}

/** A screen that keeps what is written. */
export class FakeScreen implements Screen {
  readonly terminal = true;
  readonly colour: boolean;
  columns: number;
  rows: number;
  /** Everything that was written, as it was. */
  written = "";
  time = 0;

  constructor({ columns = 80, rows = 24, colour = false } = {}) {
    this.columns = columns;
    this.rows = rows;
    this.colour = colour;
  }

  size(): Size {
    return { columns: this.columns, rows: this.rows };
  }

  now(): number {
    return this.time;
  }

  write(text: string): void {
    // A terminal begins a new line where a program only ends one.
    this.written += text.replaceAll("\n", "\r\n");
  }

  /** What a person sees. */
  lines(): Promise<string[]> {
    return seen(this.written, this.size());
  }
}

/** A command that runs on a terminal. */
export interface TerminalProcess {
  /** Resolves once the command has written `text`; false if it ends before. */
  until(text: string): Promise<boolean>;
  /** Types a text, such as "\x03" for Ctrl-C. */
  type(text: string): Promise<void>;
  /** Resolves to everything that was written, once the command has ended. */
  end(): Promise<{ readonly code: number; readonly written: string }>;
}

/** Starts a command on a terminal of its own. */
export function startOnTerminal(
  command: readonly string[],
  { columns, rows, cwd, env }: Size & {
    cwd: string;
    env: Readonly<Record<string, string>>;
  },
): TerminalProcess {
  const python = fileURLToPath(
    new URL("testing_terminal.py", import.meta.url),
  );
  const child = new Deno.Command("python3", {
    args: [python, `${columns}`, `${rows}`, ...command],
    ...{ cwd, env, clearEnv: true },
    ...{ stdin: "piped", stdout: "piped", stderr: "inherit" },
  }).spawn();
  const output = child.stdout.pipeThrough(new TextDecoderStream())
    .getReader();
  const input = child.stdin.getWriter();
  let written = "";
  const more = async () => {
    const { done, value } = await output.read();
    written += value ?? "";
    return !done;
  };
  return {
    until: async (text) => {
      while (!written.includes(text)) if (!await more()) return false;
      return true;
    },
    type: (text) => input.write(new TextEncoder().encode(text)),
    end: async () => {
      while (await more());
      await input.close();
      return { code: (await child.status).code, written };
    },
  };
}
