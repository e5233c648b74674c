import { join } from "node:path";
import { UsageError } from "../../../core/usage_error.ts";
import { ifPresent } from "../installation/present.ts";
import { pipFailure } from "./pip_failure.ts";

/** Options of {@linkcode runPip}. */
export interface PipOptions {
  /** The folder that the packages go into. */
  readonly target: string;
  /** A folder for what pip needs on the way; on the disk of `target`. */
  readonly scratch: string;
  /** Ends pip. */
  readonly signal: AbortSignal;
}

/** Exit code of {@linkcode SCRIPT} where Python has no pip; pip's are small. */
const NO_PIP = 90;

/**
 * Runs pip with its standard output on standard error, where a terminal gives
 * it a progress bar. Ends when standard input does: with the process that
 * started it, however that ended.
 */
const SCRIPT = `
import importlib.util, os, runpy, sys, threading
sys.path = [path for path in sys.path if path]  # not the working directory
if importlib.util.find_spec("pip") is None: sys.exit(${NO_PIP})
watch = lambda: os.read(0, 1) or os._exit(1)
threading.Thread(target=watch, daemon=True).start()
os.dup2(2, 1)
runpy.run_module("pip", run_name="__main__", alter_sys=True)
`;

/**
 * The Python that packages are chosen for. Its libraries are the same for
 * every version, and pip takes what it is told, so any python3 can fetch them.
 */
const PYTHON = [
  ...["--python-version", "3.12"],
  ...["--implementation", "cp"],
  ...["--abi", "cp312"],
];

/** What a person may have set for other work, and what would only distract. */
const SETTINGS = {
  PIP_DISABLE_PIP_VERSION_CHECK: "1",
  PIP_NO_INPUT: "1",
  PIP_REQUIRE_VIRTUALENV: "0",
  PIP_ROOT_USER_ACTION: "ignore",
  PIP_USER: "0",
};

/**
 * Installs packages, without those that they require, through the pip of
 * `python3`, which shows its progress on standard error. Needs `--allow-run`.
 *
 * @throws {UsageError} if there is no Python, no pip, or no such package here.
 * @throws {Breakdown} if pip fails: offline, disk full.
 * @throws the reason of `signal`, if it aborts.
 */
export async function runPip(
  requirements: readonly string[],
  { target, scratch, signal }: PipOptions,
): Promise<void> {
  signal.throwIfAborted();
  const log = join(scratch, "pip.log");
  const pip = startPython([
    ...["-c", SCRIPT, "install", "--no-deps", "--no-compile"],
    ...["--only-binary", ":all:", "--target", target, "--log", log],
    ...PYTHON,
    ...requirements,
  ], { scratch, signal });
  const status = await pip.status;
  await pip.stdin.close();
  signal.throwIfAborted();
  if (status.success) return;
  if (status.code === NO_PIP) {
    throw new UsageError(
      "Cannot install TensorFlow: python3 has no pip. Install it (Debian, " +
        "Ubuntu: apt install python3-pip; elsewhere: python3 -m ensurepip)",
    );
  }
  throw pipFailure(ifPresent(() => Deno.readTextFileSync(log)) ?? "", status);
}

function startPython(
  args: string[],
  { scratch, signal }: Pick<PipOptions, "scratch" | "signal">,
): Deno.ChildProcess {
  try {
    return new Deno.Command("python3", {
      args,
      // Of the folders that pip uses, only the one for temporary files: a kill
      // would leave a gigabyte where nobody cleans up.
      env: { ...SETTINGS, TMPDIR: scratch },
      stdin: "piped",
      signal,
    }).spawn();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UsageError(
      "Cannot install TensorFlow: there is no python3 on PATH. Install Python " +
        "3 with pip (Debian, Ubuntu: apt install python3-pip)",
      { cause: error },
    );
  }
}
