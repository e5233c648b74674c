import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { UsageError } from "../../core/usage_error.ts";
import { goldenPath, readGolden, writeGolden } from "./golden_file.ts";
import type { GoldenName } from "./golden_form.ts";
import { migrateGolden } from "./golden_migrate.ts";
import { claimWith, goldenOf, planOf, withFolder } from "../testing.ts";

const NEW = goldenOf(planOf([claimWith()]));
const NAME: GoldenName = { suite: "made-up", tier: "desk", engine: "wasm" };

/** A golden folder with one file of the present form and an old one. */
async function withOld(
  body: (folder: string, old: string) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    const other = { ...NEW, suite: "other" };
    await writeGolden(other, { folder });
    const { environments: [environment], commit: _, ...rest } = NEW;
    const old = join(folder, goldenPath(NAME));
    await Deno.writeTextFile(
      old,
      JSON.stringify({ ...rest, version: 1, environment }),
    );
    await body(folder, old);
  });
}

test("old files get the present form and keep their numbers", async () => {
  await withOld(async (folder, old) => {
    const before = await readGolden(NAME, { folder });
    assertEquals(await migrateGolden({ folder }), [old]);
    const text = await Deno.readTextFile(old);
    assertStringIncludes(text, '"version": 2');
    assertEquals(await readGolden(NAME, { folder }), before);
    assertEquals(await migrateGolden({ folder }), []);
    assertEquals(await Deno.readTextFile(old), text);
  });
});

test("a file that is no golden file is left alone, and so are the others", async () => {
  for (
    const name of ["notes.txt", "made-up.desk.gpu.json", "a.b.desk.wasm.json"]
  ) {
    await withOld(async (folder, old) => {
      const before = await Deno.readTextFile(old);
      await Deno.writeTextFile(join(folder, "recorded", name), "{}");
      const { message } = await assertRejects(
        () => migrateGolden({ folder }),
        UsageError,
      );
      assertStringIncludes(message, name);
      assertEquals(await Deno.readTextFile(old), before);
    });
  }
});
