import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import {
  removeTemporaries,
  writeFileAtomic,
  writeFileOnce,
} from "./atomic_file.ts";

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

test("of many who write a file once one does", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "a.json");
  const texts = Array.from({ length: 20 }, (_, i) => `${i}`.repeat(1000));
  const wrote = await Promise.all(
    texts.map((text) => writeFileOnce(path, text)),
  );
  assertEquals(wrote.filter(Boolean).length, 1);
  assertEquals(await Deno.readTextFile(path), texts[wrote.indexOf(true)]);
  assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), [
    "a.json",
  ]);
  await Deno.remove(folder, { recursive: true });
});

test("bytes are written part after part", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "a");
  await writeFileAtomic(path, [
    Uint8Array.of(1, 2),
    new Uint8Array(),
    Uint8Array.of(3),
  ]);
  assertEquals(await Deno.readFile(path), Uint8Array.of(1, 2, 3));
  await Deno.remove(folder, { recursive: true });
});

test("what a killed process left of a file is removed, and nothing else", async () => {
  const folder = await Deno.makeTempDir();
  const names = [".writing-a-1", ".writing-a-2", ".writing-b-1", "a", "b"];
  for (const name of names) await Deno.writeTextFile(join(folder, name), "");
  await removeTemporaries(join(folder, "a"));
  assertEquals(
    [...Deno.readDirSync(folder)].map(({ name }) => name).toSorted(),
    [".writing-b-1", "a", "b"],
  );
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

test("a full disk leaves the old content and no temporary file", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "a.json");
  await writeFileAtomic(path, "old");
  const { writeTextFile } = Deno;
  Deno.writeTextFile = async (temporary) => {
    await writeTextFile(temporary, "half");
    throw new Error("No space left on device (os error 28)");
  };
  try {
    await assertRejects(() => writeFileAtomic(path, "new"), Error, "No space");
  } finally {
    Deno.writeTextFile = writeTextFile;
  }
  assertEquals(await Deno.readTextFile(path), "old");
  assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), [
    "a.json",
  ]);
  await Deno.remove(folder, { recursive: true });
});
