import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { UsageError } from "../../core/usage_error.ts";
import { withFolder } from "../testing.ts";
import { namesIn } from "./names_in.ts";

test("a folder has the names of what is in it, one that is gone none", async () => {
  await withFolder(async (folder) => {
    assertEquals(await namesIn(join(folder, "gone")), []);
    await Deno.mkdir(join(folder, "a"));
    await Deno.writeTextFile(join(folder, "b"), "");
    assertEquals((await namesIn(folder)).toSorted(), ["a", "b"]);
    await assertRejects(
      () => namesIn(join(folder, "b")),
      UsageError,
      `Cannot read ${join(folder, "b")}: Not a directory`,
    );
  });
});
