/**
 * Runs one of Slurm's commands, for a parent that may run nothing but Deno:
 * this process may run that command alone. What the command said goes to
 * standard output as one JSON document, null if it is not installed.
 *
 * A job inherits the environment of `sbatch`, so that has but what it needs.
 *
 * @module
 */
import type { SlurmAnswer } from "./command.ts";

/** What Slurm's commands need, and what a job may have. */
const VARIABLES = [
  ...["PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL"],
  ...["SLURM_CONF", "SLURM_CLUSTERS", "SLURM_JWT"],
];

async function main([name = "", ...args]: readonly string[]): Promise<void> {
  // Ctrl-C is for the parent to decide on.
  Deno.addSignalListener("SIGINT", () => {});
  const env = environmentIn(Deno.env.toObject());
  console.log(JSON.stringify(await answer(name, { args, env })));
}

/** What a command gets; `squeue` looks at the clusters that jobs go to. */
function environmentIn(
  { SBATCH_CLUSTERS, ...variables }: Readonly<Record<string, string>>,
): Record<string, string> {
  const kept = Object.entries(variables).filter(([variable]) =>
    VARIABLES.includes(variable) || variable.startsWith("SBATCH_")
  );
  return {
    ...SBATCH_CLUSTERS === undefined ? {} : { SLURM_CLUSTERS: SBATCH_CLUSTERS },
    ...Object.fromEntries(kept),
  };
}

async function answer(
  name: string,
  { args, env }: {
    args: readonly string[];
    env: Readonly<Record<string, string>>;
  },
): Promise<SlurmAnswer | null> {
  try {
    const { code, stdout, stderr } = await new Deno.Command(name, {
      args: [...args],
      clearEnv: true,
      env,
      stdin: "null",
    }).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { code, stdout: text(stdout), stderr: text(stderr) };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

if (import.meta.main) await main(Deno.args);
