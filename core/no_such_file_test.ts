import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { isNoSuchFile } from "./no_such_file.ts";

test("isNoSuchFile holds below a file, too", async () => {
  const path = await Deno.makeTempFile();
  try {
    for (const absent of [`${path}.absent`, `${path}/absent`]) {
      const error = await assertRejects(() => Deno.stat(absent));
      assertEquals(isNoSuchFile(error), true);
    }
    assertEquals(isNoSuchFile(new Error("no such file")), false);
  } finally {
    await Deno.remove(path);
  }
});
