import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { writeFileAtomic } from "./atomic_file.ts";

test("writeFileAtomic replaces the content and leaves nothing else", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "a.json");
  await writeFileAtomic(path, "old");
  await writeFileAtomic(path, "new α");
  assertEquals(await Deno.readTextFile(path), "new α");
  assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), [
    "a.json",
  ]);
  await Deno.remove(folder, { recursive: true });
});

test("a failed write leaves neither a file nor a temporary one", async () => {
  const folder = await Deno.makeTempDir();
  // A folder cannot be replaced by a file.
  const path = join(folder, "taken");
  await Deno.mkdir(join(path, "inside"), { recursive: true });
  await assertRejects(() => writeFileAtomic(path, "text"));
  assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), [
    "taken",
  ]);
  await Deno.remove(folder, { recursive: true });
});
