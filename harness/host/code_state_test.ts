import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { UsageError } from "../../core/usage_error.ts";
import { codeState } from "./code_state.ts";
import { withFolder } from "../testing.ts";
import { commitFirst, git } from "./testing_git.ts";

/** Calls `body` with a repository that has one commit of these files. */
async function withRepository(
  files: readonly string[],
  body: (project: string) => Promise<void>,
): Promise<void> {
  await withFolder(async (project) => {
    await write(project, files);
    await commitFirst(project);
    await body(project);
  });
}

async function write(
  project: string,
  files: readonly string[],
  text = "1",
): Promise<void> {
  for (const file of files) {
    await Deno.mkdir(join(project, file, ".."), { recursive: true });
    await Deno.writeTextFile(join(project, file), text);
  }
}

test("a checkout without changes is its commit", async () => {
  await withRepository(["methods/sgd.ts"], async (project) => {
    const { commit, changed } = await codeState({ project });
    assertMatch(commit, /^[0-9a-f]{40}$/);
    assertEquals(changed, []);
  });
});

test("changed, new, staged and deleted files are named", async () => {
  const files = ["methods/sgd.ts", 'methods/ä "b".ts', "deno.json", "gone.ts"];
  await withRepository(files, async (project) => {
    await write(project, files.slice(0, 3), "2");
    await write(project, ["models/new.ts"]);
    await Deno.remove(join(project, "gone.ts"));
    await git(project, ["add", "deno.json"]);
    const { changed } = await codeState({ project });
    assertEquals(changed.toSorted(), [
      ...["deno.json", "gone.ts", "methods/sgd.ts", 'methods/ä "b".ts'],
      "models/new.ts",
    ]);
  });
});

test("results, what is recorded and documents are no code", async () => {
  const files = ["golden/recorded/a.smoke.cpu.json", "README.md", ".gitignore"];
  await withRepository(files, async (project) => {
    await write(project, files.slice(0, 2), "2");
    await write(project, ["golden/recorded/new.json", "methods/README.md"]);
    assertEquals((await codeState({ project })).changed, []);
    await write(project, ["golden/paper/table.csv"]);
    assertEquals((await codeState({ project })).changed, [
      "golden/paper/table.csv",
    ]);
  });
});

test("ignored files do not count", async () => {
  await withRepository(["a.ts"], async (project) => {
    await Deno.writeTextFile(join(project, ".gitignore"), "results/\n");
    await write(project, ["results/gradnoise.json"]);
    assertEquals((await codeState({ project })).changed, [".gitignore"]);
  });
});

test("a folder that is no checkout is refused", async () => {
  await withFolder(async (project) => {
    await assertRejects(
      () => codeState({ project }),
      UsageError,
      'git says "fatal: not a git repository',
    );
  });
});
