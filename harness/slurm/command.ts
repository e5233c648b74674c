/**
 * Slurm's own commands.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { spawnDeno } from "../../core/spawn_deno.ts";
import { UsageError } from "../../core/usage_error.ts";

/** What a command said. */
export interface SlurmAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Slurm did not do what was asked; the message is its own, in one line. */
export class SlurmError extends Error {
  override name = "SlurmError";
}

const RUNNER = fileURLToPath(new URL("command_main.ts", import.meta.url));

/**
 * Runs a command and returns its standard output.
 *
 * @throws {UsageError} if it is not installed.
 * @throws {SlurmError} if it fails.
 */
async function slurm(
  name: "sbatch" | "squeue",
  args: readonly string[],
): Promise<string> {
  const child = spawnDeno([
    ...["run", "--quiet", "--no-prompt", "--cached-only", "--allow-env"],
    ...[`--allow-run=${name}`, RUNNER, name, ...args],
  ], {
    purpose: `runs ${name}`,
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  });
  const text = await new Response(child.stdout).text();
  const { success } = await child.status;
  if (!success) throw new SlurmError(`${name} was broken off`);
  const answer: SlurmAnswer | null = JSON.parse(text);
  if (answer === null) {
    throw new UsageError(
      `Cannot find "${name}": call this where Slurm's commands are on PATH, or leave out --launcher`,
    );
  }
  const { code, stdout, stderr } = answer;
  if (code === 0) return stdout;
  const said = stderr.trim().split(/\s*\n/).map((line) =>
    line.replace(/^\w+: (error: )?/, "")
  ).join("; ");
  throw new SlurmError(said || `${name} ended with code ${code}`);
}

/**
 * Submits a job script; the number of the job.
 *
 * @throws {UsageError} if Slurm is not installed.
 * @throws {SlurmError} if it refuses the job.
 */
export async function sbatch(args: readonly string[]): Promise<string> {
  const said = await slurm("sbatch", ["--parsable", ...args]);
  // With several clusters "123;cluster".
  const [job] = said.trim().split(";", 1);
  if (/^\d+$/.test(job!)) return job!;
  throw new SlurmError(
    `sbatch gave no job, but "${said.trim().split("\n", 1)[0]}"`,
  );
}

/** A task of a job array that waits or runs. */
export interface QueuedTask {
  /** Of its job. */
  readonly name: string;
  /** In its array. */
  readonly index: number;
  /** PENDING, RUNNING, COMPLETING and so on. */
  readonly state: string;
  /** Why it waits, or "None". */
  readonly reason: string;
}

/**
 * What waits and runs of the jobs of these names.
 *
 * @throws {UsageError} if Slurm is not installed.
 * @throws {SlurmError} if it does not answer.
 */
export async function queuedTasks(
  names: readonly string[],
): Promise<QueuedTask[]> {
  if (names.length === 0) return [];
  const said = await slurm("squeue", [
    ...["--noheader", "--array", `--name=${names.join()}`],
    "--format=%j|%K|%T|%r",
  ]);
  // Where clusters are named squeue may put them above their jobs.
  return said.split("\n").filter((line) => line.includes("|")).map((line) => {
    const [name = "", index = "", state = "", reason = ""] = line.split("|");
    return { name, index: Number(index), state, reason };
  });
}
