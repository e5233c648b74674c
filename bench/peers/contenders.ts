/**
 * Who may take part, and how each is started.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { spawnDeno } from "../../core/spawn_deno.ts";
import { UsageError } from "../../core/usage_error.ts";
import { TIMED_MODES } from "../engine_modes.ts";

/** The peers, in Python. */
const PEERS: readonly string[] = ["torch", "torch-compile", "jax"];

/** All contenders' names on the command line. */
export const CONTENDERS: readonly string[] = [
  ...TIMED_MODES.map(({ id }) => id),
  ...PEERS,
];

/** Those that take part unless others are asked for. */
export const DEFAULT_CONTENDERS: readonly string[] = [
  ...["tensorflow", "tensorflow-xla", "wasm"],
  ...["torch", "jax"],
];

/** Whether a contender is a peer; otherwise it is ours. */
export function isPeer(id: string): boolean {
  return PEERS.includes(id);
}

/** How contenders are started. */
export interface StartOptions {
  /** Threads of each. */
  readonly threads: number;
  /** The Python that has the peers' packages. */
  readonly python: string;
  /** Ends the process. */
  readonly signal: AbortSignal;
}

/**
 * Starts the process of the contender called `id`.
 *
 * @throws {UsageError} if `deno` or Python is not found.
 */
export function startProcess(
  id: string,
  { threads, python, signal }: StartOptions,
): Deno.ChildProcess {
  const common = {
    signal,
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  } as const;
  if (!isPeer(id)) {
    return spawnDeno([
      ...["run", "--quiet", "--no-prompt", "--cached-only"],
      ...["--allow-read", "--allow-env", "--allow-sys", "--allow-ffi"],
      ...["--allow-run=python3", fileOf("worker_main.ts"), id, `${threads}`],
    ], { purpose: "times the steps", ...common });
  }
  try {
    return new Deno.Command(python, {
      args: [fileOf("peers.py"), id, `${threads}`],
      // The project's folder need not be writable.
      env: { PYTHONDONTWRITEBYTECODE: "1" },
      ...common,
    }).spawn();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UsageError(
      `Cannot start "${python}" for ${id}: name a Python with --python, or ` +
        "leave peers out with --contenders",
      { cause: error },
    );
  }
}

function fileOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
