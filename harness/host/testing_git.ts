/**
 * Repositories of git made up for tests, as git makes them where neither a hook
 * names another repository nor a person has settings.
 *
 * @module
 */
import { assertEquals } from "@std/assert";

/** Runs git in a folder, and asserts that it succeeds. */
export async function git(
  folder: string,
  args: readonly string[],
): Promise<void> {
  const { success, stderr } = await new Deno.Command("git", {
    args: [...args],
    cwd: folder,
    clearEnv: true,
    env: {
      PATH: Deno.env.get("PATH")!,
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_AUTHOR_NAME: "nobody",
      GIT_AUTHOR_EMAIL: "nobody@nowhere",
      GIT_COMMITTER_NAME: "nobody",
      GIT_COMMITTER_EMAIL: "nobody@nowhere",
    },
  }).output();
  assertEquals(success, true, new TextDecoder().decode(stderr));
}

/** Makes a folder a repository whose one commit has the files that are there. */
export async function commitFirst(folder: string): Promise<void> {
  // A hook's index is of another repository, and what is tested asks git too.
  Deno.env.delete("GIT_INDEX_FILE");
  await git(folder, ["init", "--quiet"]);
  await git(folder, ["add", "."]);
  await git(folder, ["commit", "--quiet", "--message", "first"]);
}
