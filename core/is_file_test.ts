import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { isFile } from "./is_file.ts";

test("a file is one, a folder and nothing are none", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const file = join(folder, "file");
    await Deno.writeTextFile(file, "");
    await Deno.symlink(file, join(folder, "link"));
    const found = await Promise.all(
      [file, join(folder, "link"), folder, `${file}.absent`, join(file, "x")]
        .map(isFile),
    );
    assertEquals(found, [true, true, false, false, false]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
