import { assertEquals, assertMatch } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { withFolder } from "../testing.ts";
import { checkout, checkoutIn } from "./checkout.ts";
import { commitFirst, git } from "./testing_git.ts";

/** Calls `body` with a repository of one commit, which ignores "results". */
async function withRepository(
  body: (folder: string) => Promise<void>,
): Promise<void> {
  await withFolder(async (parent) => {
    const folder = join(parent, "a project");
    await Deno.mkdir(folder);
    await Deno.writeTextFile(join(folder, ".gitignore"), "results\n");
    await Deno.writeTextFile(join(folder, "code"), "1");
    await commitFirst(folder);
    await body(folder);
  });
}

test("the commit, and whether files differ from it", async () => {
  await withRepository(async (folder) => {
    const clean = await checkout(folder);
    assertMatch(clean.commit!, /^[0-9a-f]{40}$/);
    assertEquals(clean.dirty, false);
    await Deno.writeTextFile(join(folder, "results"), "");
    await Deno.writeTextFile(join(folder, "README.md"), "no code");
    assertEquals(await checkout(folder), clean);
    const dirty = { ...clean, dirty: true };
    await Deno.writeTextFile(join(folder, "more code"), "");
    assertEquals(await checkout(folder), dirty);
    await Deno.remove(join(folder, "more code"));
    assertEquals(await checkout(folder), clean);
    await Deno.writeTextFile(join(folder, "code"), "2");
    assertEquals(await checkout(folder), dirty);
  });
});

test("a worktree has a commit of its own", async () => {
  await withRepository(async (folder) => {
    const other = join(folder, "..", "other");
    await git(folder, ["worktree", "add", "--quiet", other]);
    await git(other, [
      ...["commit", "--quiet", "--allow-empty", "--message", "next"],
    ]);
    const [here, there] = [await checkout(folder), await checkout(other)];
    assertEquals(there.dirty, false);
    assertMatch(there.commit!, /^[0-9a-f]{40}$/);
    assertEquals(here.commit === there.commit, false);
  });
});

test("the repository around the project says nothing of it", async () => {
  await withRepository(async (folder) => {
    const inner = join(folder, "inner");
    await Deno.mkdir(inner);
    assertEquals(await checkout(inner), { commit: null, dirty: null });
  });
});

test("before the first commit there is none", () => {
  assertEquals(checkoutIn("# branch.oid (initial)\n# branch.head main\n"), {
    commit: null,
    dirty: false,
  });
});
