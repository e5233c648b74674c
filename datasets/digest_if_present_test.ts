import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { digestOf } from "../core/checksum.ts";
import { UsageError } from "../core/usage_error.ts";
import { digestIfPresent } from "./digest_if_present.ts";

test("digestIfPresent is the file's digest, or undefined", async () => {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(path, "abc");
    assertEquals(await digestIfPresent(path), digestOf("abc"));
    assertEquals(await digestIfPresent(`${path}.absent`), undefined);
    assertEquals(await digestIfPresent(`${path}/absent`), undefined);
  } finally {
    await Deno.remove(path);
  }
});

test("digestIfPresent refuses what is there and no file", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await assertRejects(
      () => digestIfPresent(folder),
      UsageError,
      `Cannot use ${folder}: `,
    );
  } finally {
    await Deno.remove(folder);
  }
});
