import { UsageError } from "./usage_error.ts";

/**
 * Only a process that may run anything may hand these on, and graphics
 * clusters set them.
 */
export const NO_LOADER_VARIABLES = {
  LD_LIBRARY_PATH: "",
  LD_PRELOAD: "",
  DYLD_LIBRARY_PATH: "",
} as const;

/**
 * Starts another Deno process, by name, because a name is what
 * `--allow-run=deno` permits.
 *
 * @param options.purpose What it does, for the message, e.g. "does the runs".
 * @throws {UsageError} if `deno` is not on the PATH.
 */
export function spawnDeno(
  args: string[],
  { purpose, env, ...options }:
    & { purpose: string }
    & Omit<Deno.CommandOptions, "args">,
): Deno.ChildProcess {
  try {
    return new Deno.Command("deno", {
      ...options,
      env: { ...env, ...NO_LOADER_VARIABLES },
      args,
    }).spawn();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UsageError(
      `Cannot start "deno", which ${purpose}: put its folder on PATH`,
      { cause: error },
    );
  }
}
