import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { withFullDisk } from "./testing_full_disk.ts";

test("withFullDisk lets files have what fits, and all of it afterwards", async () => {
  const path = await Deno.makeTempFile();
  const ten = new Uint8Array(10);
  try {
    using file = await Deno.open(path, { write: true });
    await withFullDisk(15, async () => {
      assertEquals([await file.write(ten), await file.write(ten)], [10, 5]);
      const error = await assertRejects(() => file.write(ten), Error);
      assertEquals((error as Error & { code?: string }).code, "ENOSPC");
    });
    assertEquals(await file.write(ten), 10);
    assertEquals((await Deno.stat(path)).size, 25);
  } finally {
    await Deno.remove(path);
  }
});
