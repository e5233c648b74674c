/**
 * A task of a Slurm job array: does the runs of its chunk. The job script
 * starts it; see {@linkcode jobScript}.
 *
 * @module
 */
import { exitCodeOf } from "../../core/exit_code.ts";
import { UsageError } from "../../core/usage_error.ts";
import { interruptions } from "../running/interruptions.ts";
import { standardError } from "../terminal/screen.ts";
import { doTask } from "./task.ts";

async function main([folder = ""]: readonly string[]): Promise<number> {
  const array = Deno.env.get("SLURM_ARRAY_JOB_ID");
  const task = Deno.env.get("SLURM_ARRAY_TASK_ID");
  if (array === undefined || task === undefined) {
    throw new UsageError(
      'Cannot do a task outside a job array: "deno task repro --launcher slurm" submits one',
    );
  }
  const screen = standardError();
  return await doTask({
    folder,
    array,
    task: Number(task),
    cores: Number(Deno.env.get("SLURM_CPUS_PER_TASK") ?? 1),
    screen,
    // Before its time is up, or when it gives way to others.
    ...interruptions(() => screen.write("Stopping at the next step\n")),
  });
}

if (import.meta.main) Deno.exit(await exitCodeOf(() => main(Deno.args)));
