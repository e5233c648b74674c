import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { removeIfPresent } from "./remove_if_present.ts";

test("a file is removed once, and no folder with anything in it", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "a");
  await Deno.writeTextFile(path, "");
  await removeIfPresent(path);
  await removeIfPresent(path);
  assertEquals([...Deno.readDirSync(folder)], []);
  await Deno.writeTextFile(path, "");
  await assertRejects(() => removeIfPresent(folder));
  await Deno.remove(folder, { recursive: true });
});
