import { UsageError } from "./usage_error.ts";

/**
 * Deno passes these to a child only under a bare `--allow-run`. GPU clusters
 * set them, so we empty them.
 */
export const NO_LOADER_VARIABLES = {
  LD_LIBRARY_PATH: "",
  LD_PRELOAD: "",
  DYLD_LIBRARY_PATH: "",
} as const;

/**
 * What lets another Deno write without colours. An empty `FORCE_COLOR`, which
 * build servers set, counts as none.
 */
export const NO_COLOURS = { NO_COLOR: "1", FORCE_COLOR: "" } as const;

/**
 * Starts another Deno process, by name, because a name is what
 * `--allow-run=deno` permits. What is piped is read or quoted, and so has no
 * colours.
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
      env: {
        ...env,
        ...NO_LOADER_VARIABLES,
        ...[options.stdout, options.stderr].includes("piped") ? NO_COLOURS : {},
      },
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
