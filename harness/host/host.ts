/**
 * What is recorded of the machine and of the code's version: nothing that
 * names a person, a computer or a folder.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { Breakdown, Interruption } from "../../core/exit_code.ts";
import { spawnDeno } from "../../core/spawn_deno.ts";

/** An NVIDIA graphics processor. */
export interface Gpu {
  readonly name: string;
  /** Version of its driver. */
  readonly driver: string;
  /** As in "143771 MiB". */
  readonly memory: string;
}

/** The checked-out code; null: that could not be found out. */
export interface Checkout {
  /** Hash of the commit. */
  readonly commit: string | null;
  /** Whether code differs from the commit. */
  readonly dirty: boolean | null;
}

/** The machine, and the code on it. */
export interface Host extends Checkout {
  /** As in "linux 6.1.0-18-amd64". */
  readonly os: string;
  readonly memoryGib: number;
  /** Vector instructions, as in "AVX AVX2 FMA"; null if not found out. */
  readonly instructionSet: string | null;
  readonly gpus: readonly Gpu[];
}

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

/** What the process that looks at the machine may do. */
const PERMISSIONS = [
  "--allow-run=git,lscpu,nvidia-smi",
  "--allow-sys=osRelease,systemMemoryInfo",
];

/**
 * Describes this machine, in a process of its own: this one then needs no
 * permissions but `--allow-run=deno`.
 *
 * @throws {Breakdown} if that process fails.
 * @throws {Interruption} if Ctrl-C ended it.
 * @throws {UsageError} if `deno` is not found.
 */
export async function describeHost(): Promise<Host> {
  const child = spawnDeno([
    // Quiet: Deno says of each program that is not there that it is not.
    ...["run", "--quiet", "--no-prompt", "--cached-only", ...PERMISSIONS],
    fileURLToPath(new URL("host_main.ts", import.meta.url)),
  ], {
    purpose: "describes the machine",
    cwd: PROJECT,
    ...{ stdin: "null", stdout: "piped", stderr: "inherit" },
  });
  const { success, code, signal, stdout } = await child.output();
  if (signal === "SIGINT") {
    // Ctrl-C reaches every process of the terminal, perhaps that one first.
    throw new Interruption("Interrupted: run the same command again to go on");
  }
  if (!success) {
    throw new Breakdown(
      `Cannot describe this machine: the process that does ended with code ${code}`,
    );
  }
  return JSON.parse(new TextDecoder().decode(stdout));
}
