/** Where a person looks while something goes on. */
export interface Screen {
  /** Whether lines can be renewed there. */
  readonly terminal: boolean;
  /** Whether colours are shown and wanted. */
  readonly colour: boolean;
  /** Its size at present: windows are resized. */
  size(): { readonly columns: number; readonly rows: number };
  write(text: string): void;
  /** Milliseconds. */
  now(): number;
}

/** Standard error of this process. `NO_COLOR` turns colours off. */
export function standardError(): Screen {
  const terminal = Deno.stderr.isTerminal();
  return {
    terminal: terminal && Deno.env.get("TERM") !== "dumb",
    colour: terminal && !Deno.noColor,
    size: () => {
      const { columns, rows } = Deno.consoleSize();
      // Some terminals say 0.
      return { columns: columns || 80, rows: rows || 24 };
    },
    write: (text) => {
      const bytes = new TextEncoder().encode(text);
      for (let sent = 0; sent < bytes.length;) {
        sent += Deno.stderr.writeSync(bytes.subarray(sent));
      }
    },
    now: () => performance.now(),
  };
}
