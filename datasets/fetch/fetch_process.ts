import { spawnDeno } from "../../core/spawn_deno.ts";
import { STOP_SIGNALS } from "../../core/stop_signals.ts";
import { UsageError } from "../../core/usage_error.ts";
import { type SourceName, SOURCES } from "../mod.ts";
import { hostsOf } from "../source.ts";

/** Options of {@linkcode fetchDatasets}. */
export interface FetchProcessOptions {
  /** The folder that holds a folder per data set; an absolute path. */
  readonly dataDir: string;
  /** Address of a mirror, tried first. */
  readonly mirror?: string | undefined;
  /** Whether to print nothing but errors. */
  readonly quiet?: boolean;
}

/**
 * Fetches data sets in a process of its own, which may reach the hosts of the
 * data and use the data directory, no more, and prints on stderr.
 *
 * Needs `--allow-run=deno`. Resolves to the exit code: 0 if all are there and
 * verified, 2 for an error that the process has shown as one line, 3 for a full
 * disk and for what is a bug, 130 if interrupted. Ctrl-C and SIGTERM are left to that process while it runs.
 *
 * @throws {UsageError} if the mirror is no address, the folder has a comma in
 * its path, or `deno` is not found.
 */
export async function fetchDatasets(
  names: readonly SourceName[],
  { dataDir, mirror, quiet = false }: FetchProcessOptions,
): Promise<number> {
  if (names.length === 0) return 0;
  const hosts = hostsOf(names.map((name) => SOURCES[name]), { mirror });
  if (dataDir.includes(",")) {
    throw new UsageError(
      `Cannot fetch into ${dataDir}: Deno cannot permit a path with a comma. ` +
        "Choose another folder, with --data-dir or GRADNOISE_DATA_DIR",
    );
  }
  const child = spawnDeno([
    "run",
    "--no-prompt",
    `--allow-net=${hosts.join(",")}`,
    `--allow-read=${dataDir}`,
    `--allow-write=${dataDir}`,
    new URL("./fetch_main.ts", import.meta.url).href,
    ...names,
    `--data-dir=${dataDir}`,
    ...(mirror === undefined ? [] : [`--mirror=${mirror}`]),
    ...(quiet ? ["--quiet"] : []),
  ], { purpose: "fetches the data", stdin: "null" });
  return await exitCodeAfterSignals(child);
}

/** Passes signals on to `child`, so that this process outlives it. */
async function exitCodeAfterSignals(child: Deno.ChildProcess): Promise<number> {
  const listeners = STOP_SIGNALS.map((signal) => {
    const pass = () => passSignal(signal, child);
    Deno.addSignalListener(signal, pass);
    return { signal, pass };
  });
  try {
    return (await child.status).code;
  } finally {
    for (const { signal, pass } of listeners) {
      Deno.removeSignalListener(signal, pass);
    }
  }
}

function passSignal(signal: Deno.Signal, child: Deno.ChildProcess): void {
  // On Windows the console has told the child as well.
  if (Deno.build.os === "windows") return;
  try {
    child.kill(signal);
  } catch (error) {
    // It has ended in this very moment, by Ctrl-C on the same terminal.
    const ended = error instanceof TypeError ||
      error instanceof Deno.errors.NotFound;
    if (!ended) throw error;
  }
}
