import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join, resolve } from "node:path";
import { evaluatedWith } from "./testing_environment.ts";

/** Where {@linkcode evaluatedWith} evaluates. */
const PROJECT = join(import.meta.dirname!, "..");

/** `userPath` of each path, for a person who is in `folder`. */
function pathsFrom(
  folder: string | undefined,
  paths: readonly string[],
): Promise<unknown> {
  return evaluatedWith(new URL("user_path.ts", import.meta.url), {
    expression: `${JSON.stringify(paths)}.map(module.userPath)`,
    env: { INIT_CWD: folder },
  });
}

test("a relative path is meant from where the person is", async () => {
  const home = resolve("/people/ada");
  assertEquals(
    await pathsFrom(home, ["out", "../out", "."]),
    [join(home, "out"), resolve("/people/out"), home],
  );
});

test("an absolute path stays", async () => {
  const path = resolve("/elsewhere/a b, c");
  assertEquals(await pathsFrom(resolve("/people/ada"), [path]), [path]);
});

test("without INIT_CWD the working directory counts", async () => {
  for (const folder of ["", undefined]) {
    assertEquals(await pathsFrom(folder, ["out"]), [join(PROJECT, "out")]);
  }
});
