import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join, resolve } from "node:path";
import { userPath } from "./user_path.ts";

/** `userPath(path)` for a person who is in `folder`. */
function pathFrom(folder: string, path: string): string {
  const before = Deno.env.get("INIT_CWD");
  Deno.env.set("INIT_CWD", folder);
  try {
    return userPath(path);
  } finally {
    if (before === undefined) Deno.env.delete("INIT_CWD");
    else Deno.env.set("INIT_CWD", before);
  }
}

test("a relative path is meant from where the person is", () => {
  const home = resolve("/people/ada");
  assertEquals(pathFrom(home, "out"), join(home, "out"));
  assertEquals(pathFrom(home, "../out"), resolve("/people/out"));
  assertEquals(pathFrom(home, "."), home);
});

test("an absolute path stays", () => {
  const path = resolve("/elsewhere/a b, c");
  assertEquals(pathFrom(resolve("/people/ada"), path), path);
});

test("without INIT_CWD the working directory counts", () => {
  assertEquals(pathFrom("", "out"), join(Deno.cwd(), "out"));
});
