/**
 * A checkout of the repository as a contender whose every turn is a process of
 * its own: what a process happens on, such as where its memory lies, is drawn
 * anew each time.
 *
 * @module
 */
import { join } from "node:path";
import { isFile } from "../../core/is_file.ts";
import { spawnDeno } from "../../core/spawn_deno.ts";
import { UsageError } from "../../core/usage_error.ts";
import type { EngineMode } from "../engine_modes.ts";
import { type Contender, contenderOf } from "../peers/contender.ts";

const WORKER = join("bench", "peers", "worker_main.ts");

/** A checkout of the repository. */
export interface Checkout {
  /** Which of the two it is. */
  readonly side: "base" | "head";
  readonly folder: string;
}

/** How a checkout's steps are done. */
export interface FreshOptions {
  readonly mode: EngineMode;
  readonly threads: number;
  /** Ends what runs. */
  readonly signal: AbortSignal;
}

/**
 * Makes a checkout ready to run: its packages are fetched, those it has locked.
 *
 * @throws {UsageError} if it is no checkout, or that fails.
 */
export async function install(
  { side, folder }: Checkout,
  { signal }: Pick<FreshOptions, "signal">,
): Promise<void> {
  for (const file of ["deno.json", WORKER]) {
    if (!await isFile(join(folder, file))) {
      throw new UsageError(
        `Cannot compare with ${side} ${folder}: there is no ${file}; name a checkout of this repository, made with "git worktree add"`,
      );
    }
  }
  const { success } = await spawnDeno(
    ["install", "--quiet", "--frozen", "--entrypoint", WORKER],
    {
      purpose: "fetches packages",
      ...{ cwd: folder, stdin: "null", stdout: "null", signal },
    },
  ).status;
  if (!success) {
    throw new UsageError(
      `Cannot fetch the packages of ${side} ${folder}: see above`,
    );
  }
}

/** The contender of a checkout. */
export function freshContender(
  { side, folder }: Checkout,
  options: FreshOptions,
): Contender {
  let work = "";
  return {
    ...{ id: side, title: side, device: "" },
    prepare: (folder) => {
      work = folder;
      return Promise.resolve();
    },
    run: async (steps) => {
      const process = start(folder, options);
      try {
        const contender = await contenderOf(process, { id: side });
        await contender.prepare(work);
        return await contender.run(steps);
      } finally {
        await end(process);
      }
    },
  };
}

function start(
  folder: string,
  { mode, threads, signal }: FreshOptions,
): Deno.ChildProcess {
  return spawnDeno([
    ...["run", "--quiet", "--no-prompt", "--cached-only"],
    ...["--config", join(folder, "deno.json")],
    ...["--allow-read", "--allow-env", "--allow-sys", "--allow-ffi"],
    ...["--allow-run=python3", join(folder, WORKER), mode.id, `${threads}`],
  ], {
    purpose: "times the steps",
    ...{ cwd: folder, signal },
    ...{ stdin: "piped", stdout: "piped", stderr: "inherit" },
  });
}

/** Ends a process, if it has not died. */
async function end(process: Deno.ChildProcess): Promise<void> {
  try {
    process.kill("SIGKILL");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  await process.status;
}
