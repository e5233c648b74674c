import { join } from "node:path";
import { CODE_ONLY } from "./code_state.ts";
import type { Checkout } from "./host.ts";
import { outputOf } from "./output_of.ts";

/**
 * The commit of the code in `project`, and whether code differs from it; files
 * that git ignores do not count. Both null where git is missing or does not
 * know the folder.
 */
export async function checkout(project: string): Promise<Checkout> {
  const status = await outputOf("git", [
    // The project's own repository, not one around it or of a hook.
    ...["--git-dir", join(project, ".git"), "--work-tree", project],
    // Nothing is written, so that others may use git meanwhile.
    ...["--no-optional-locks", "status", "--porcelain=v2", "--branch"],
    ...CODE_ONLY,
  ]);
  return status === undefined
    ? { commit: null, dirty: null }
    : checkoutIn(status);
}

/** What `git status --porcelain=v2 --branch` says. */
export function checkoutIn(status: string): Checkout {
  const commit = /^# branch\.oid ([0-9a-f]+)$/m.exec(status)?.[1] ?? null;
  return { commit, dirty: /^[^#]/m.test(status) };
}
