/**
 * A user's own method: a module outside the repository, whose default export
 * it is. Only worker processes import it, with leave to read its files.
 *
 * @module
 */
import { basename, dirname, extname, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { spawnDeno } from "../../core/spawn_deno.ts";
import { UsageError } from "../../core/usage_error.ts";
import { withOwnMethod } from "../../suites/own_method.ts";
import type { Claim, Tier } from "../../suites/suite.ts";
import { cellsOf, settingsOf } from "../running/plan.ts";
import { sha256 } from "../records/run_identity.ts";

/** A method's module, as it was when the call began. */
export interface OwnMethod {
  /** The file's name without its ending, for cells. */
  readonly name: string;
  /** Its path, and those of what it imports but for the library. */
  readonly files: readonly [string, ...string[]];
  /** Of their contents. */
  readonly digest: string;
}

const CONFIG = fileURLToPath(new URL("../../deno.json", import.meta.url));
const LIBRARY = fileURLToPath(new URL("../../mod.ts", import.meta.url));

/**
 * The method in a file, which is not run.
 *
 * @throws {UsageError} if the file or what it imports cannot be read.
 */
export async function ownMethod(path: string): Promise<OwnMethod> {
  const imported = await importedBy(path);
  // By what it imports, for any of its folders may hold a file of the user's.
  const library = new Set([LIBRARY, ...await importedBy(LIBRARY)]);
  const own = imported.filter((file) => !library.has(file));
  const files: OwnMethod["files"] = [path, ...own.toSorted()];
  return {
    name: basename(path, extname(path)),
    files,
    digest: await digestOf(files),
  };
}

/** The files that a module imports, and what these import. */
async function importedBy(path: string): Promise<string[]> {
  const { href } = pathToFileURL(path);
  const child = spawnDeno(
    [
      ...["info", "--quiet", "--json", "--no-remote", "--frozen"],
      ...["--config", CONFIG, href],
    ],
    {
      purpose: "looks what a method imports",
      stdout: "piped",
      stderr: "piped",
    },
  );
  const { success, stdout, stderr } = await child.output();
  if (!success) {
    throw unusable(path, reasonIn(new TextDecoder().decode(stderr)));
  }
  const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as {
    modules: readonly { specifier: string; error?: string }[];
  };
  const broken = modules.find(({ error }) => error !== undefined);
  if (broken !== undefined) throw unusable(path, broken.error!.split("\n")[0]!);
  return modules.map(({ specifier }) => specifier)
    .filter((specifier) => specifier.startsWith("file:"))
    .map((specifier) => fileURLToPath(specifier))
    .filter((file) => file !== path);
}

/** Why Deno did not say what a method imports. */
function reasonIn(said: string): string {
  const [, reason = "it cannot be read"] = /^error: (.+)$/m.exec(said) ?? [];
  // Deno's advice would change the project's lock.
  return reason.startsWith("The lockfile is out of date")
    ? "it may import only packages that the project has"
    : reason;
}

/**
 * @throws {UsageError} if no training of the suites has plain SGD, or the runs
 * are for other machines, which have no leave to read the file.
 */
export function checkHasPlace(
  claims: readonly Claim[],
  { tier, slurm }: { tier: Tier; slurm: boolean },
): void {
  if (slurm) {
    throw new UsageError(
      "Cannot use --method with --launcher slurm: run it here",
    );
  }
  const has = claims.some((claim) =>
    cellsOf(claim, tier).flatMap(settingsOf).some((settings) =>
      withOwnMethod(settings, { digest: "" }) !== undefined
    )
  );
  if (has) return;
  throw new UsageError(
    `Cannot use --method with ${
      claims.map(({ id }) => id).join(", ")
    }: no cell at the ${tier} tier is a training with plain SGD; ne-large-batch has some`,
  );
}

/** Of the contents of files and their names. */
export async function digestOf(files: OwnMethod["files"]): Promise<string> {
  const folder = dirname(files[0]);
  const contents = await Promise.all(files.map(async (file) => [
    relative(folder, file),
    await Deno.readTextFile(file),
  ]));
  return sha256(JSON.stringify(contents));
}

/** The error on a method that cannot be used. */
export function unusable(path: string, why: string): UsageError {
  return new UsageError(
    `Cannot use method ${path}: ${why}; see methods/README.md, "A method of your own"`,
  );
}
