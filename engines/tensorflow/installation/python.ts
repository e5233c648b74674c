import { NO_LOADER_VARIABLES } from "../../../core/spawn_deno.ts";
import { installationIn, type TensorflowInstallation } from "./installation.ts";

/** Prints the environment's folder and the package's, if it has one. */
const QUESTION = `
import importlib.util, os, sys
sys.path = [path for path in sys.path if path]  # not the working directory
spec = importlib.util.find_spec("tensorflow")
print(sys.prefix)
print(os.path.dirname(spec.origin) if spec and spec.origin else "")
`;

/**
 * The installation that `python3` on the PATH would import, or why there is
 * none. The package is located, not imported.
 *
 * Needs `--allow-run=python3`; without it Python is not asked.
 */
export async function pythonInstallation(): Promise<
  TensorflowInstallation | string
> {
  if (!await mayRun("python3")) {
    return "python3 was not asked: it is not on PATH, or --allow-run=python3 " +
      "is not given";
  }
  const env = await mayRun() ? {} : NO_LOADER_VARIABLES;
  let output: Deno.CommandOutput;
  try {
    output = await new Deno.Command("python3", {
      args: ["-c", QUESTION],
      env,
      stdin: "null",
    }).output();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "python3 is not on PATH";
    throw error;
  }
  const [environment = "", folder = ""] = linesOf(output.stdout);
  if (!output.success) {
    return `python3 failed: ${linesOf(output.stderr).at(-1)}`;
  }
  if (folder === "") return `the Python environment ${environment} has none`;
  return installationIn(folder, {
    source: `Python environment ${environment}`,
  }) ?? `the package in ${folder} lacks the libraries`;
}

async function mayRun(command?: string): Promise<boolean> {
  const { state } = await Deno.permissions.query(
    command === undefined ? { name: "run" } : { name: "run", command },
  );
  return state === "granted";
}

function linesOf(bytes: Uint8Array): string[] {
  return new TextDecoder().decode(bytes).trimEnd().split("\n");
}
