import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { NO_LOADER_VARIABLES } from "../../core/spawn_deno.ts";
import { UsageError } from "../../core/usage_error.ts";

/** The code as version control knows it. */
export interface CodeState {
  /** Hash of the commit that is checked out. */
  readonly commit: string;
  /** Files that are not as in that commit; new ones are among them. */
  readonly changed: readonly string[];
}

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * What has no part in a run: what a recording writes, and what is written from
 * it; as git's words.
 */
export const CODE_ONLY: readonly string[] = [
  ...["--", ".", ":(exclude)golden/recorded", ":(exclude)*.md"],
];

/**
 * Asks git for the commit of the project and for the code that differs from
 * it: results, recorded results and documents are no code. Wants
 * `--allow-run=git`.
 *
 * @throws {UsageError} if git is not there or does not know the project.
 */
export async function codeState(
  { project = PROJECT }: { project?: string } = {},
): Promise<CodeState> {
  const commit = await git(["rev-parse", "HEAD"], project);
  const status = await git([
    ...["status", "--porcelain", "-z", "--no-renames", "--untracked-files=all"],
    ...CODE_ONLY,
  ], project);
  // Each entry is two letters, a space and a path.
  const entries = status.split("\0").filter((entry) => entry !== "");
  return {
    commit: commit.trim(),
    changed: entries.map((entry) => entry.slice("XY ".length)),
  };
}

async function git(args: readonly string[], project: string): Promise<string> {
  const problem = (what: string) =>
    new UsageError(
      `Cannot tell which code this is: ${what}; results are recorded from a git checkout of the project`,
    );
  let output: Deno.CommandOutput;
  try {
    output = await new Deno.Command("git", {
      args: [
        // The project's own repository, not one around it or of a hook.
        ...["--git-dir", join(project, ".git"), "--work-tree", project],
        // Nothing is written, so that others may use git meanwhile.
        ...["--no-optional-locks", ...args],
      ],
      cwd: project,
      env: NO_LOADER_VARIABLES,
      ...{ stdin: "null", stdout: "piped", stderr: "piped" },
    }).output();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw problem('"git" is not on PATH');
  }
  const { success, stdout, stderr } = output;
  if (success) return new TextDecoder().decode(stdout);
  const [line = ""] = new TextDecoder().decode(stderr).trim().split("\n");
  throw problem(`git says "${line}"`);
}
