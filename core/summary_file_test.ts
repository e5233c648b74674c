import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { Breakdown } from "./exit_code.ts";
import { summaryFile } from "./summary_file.ts";
import { UsageError } from "./usage_error.ts";

test("summaries are added to what is there", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = join(folder, "summary.md");
    await Deno.writeTextFile(path, "before\n");
    const summary = await summaryFile(path);
    assertEquals(await Deno.readTextFile(path), "before\n");
    await summary.add("one\n");
    await summary.add("two\n");
    assertEquals(await Deno.readTextFile(path), "before\none\ntwo\n");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

test("a file that is gone after the work is an error in words", async () => {
  const folder = await Deno.makeTempDir();
  const summary = await summaryFile(join(folder, "summary.md"));
  await Deno.remove(folder, { recursive: true });
  await assertRejects(
    () => summary.add("one\n"),
    Breakdown,
    "Cannot write the summary to",
  );
});

test("a file that cannot be written is refused at once", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await assertRejects(
      () => summaryFile(join(folder, "no", "summary.md")),
      UsageError,
      "name another file with --summary",
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
