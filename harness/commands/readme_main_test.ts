import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { outputOf, PROJECT, startMain } from "../testing_process.ts";

/** What a call leaves, and whether it has written the README. */
async function call(...args: readonly string[]) {
  const written = async () =>
    (await Deno.stat(join(PROJECT, "README.md"))).mtime?.getTime();
  const before = await written();
  const ended = await outputOf(startMain("commands/readme_main.ts", args));
  return { ...ended, wrote: await written() !== before };
}

test("help is printed, and nothing written", async () => {
  const { code, stdout, wrote } = await call("--help");
  assertEquals([code, wrote], [0, false]);
  assertStringIncludes(stdout, "Usage: deno task readme");
});

test("anything else is refused in one line, and nothing written", async () => {
  for (const args of [["extra"], ["--chek"]]) {
    const { code, stdout, stderr, wrote } = await call(...args);
    assertEquals([code, stdout, wrote], [2, "", false], stderr);
    assertMatch(stderr, /^error: .+\n$/);
  }
});
