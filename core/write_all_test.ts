import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { writeAll } from "./write_all.ts";

test("writeAll goes on where the system has taken a part", async () => {
  const path = await Deno.makeTempFile();
  const bytes = Uint8Array.from({ length: 10 }, (_, i) => i);
  const { write } = Deno.FsFile.prototype;
  Deno.FsFile.prototype.write = function (part) {
    return write.call(this, part.subarray(0, 3));
  };
  try {
    using file = await Deno.open(path, { write: true });
    await writeAll(file, bytes);
    assertEquals(await Deno.readFile(path), bytes);
  } finally {
    Deno.FsFile.prototype.write = write;
    await Deno.remove(path);
  }
});
