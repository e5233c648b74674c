import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { Breakdown } from "../../core/exit_code.ts";
import { UsageError } from "../../core/usage_error.ts";
import { openResultsFolder } from "./results_folder.ts";
import { RECORD_VERSION, RecordError, serialize } from "./run_record.ts";
import { claimWith, planOf, recordsOf, withFolder } from "../testing.ts";

const [record] = [...recordsOf(planOf([claimWith()])).values()];
const { run } = record!;

/** The line that a person reads when the folder cannot be opened. */
async function refusal(path: string, { create = true } = {}): Promise<string> {
  const { message } = await assertRejects(
    () => openResultsFolder(path, { create }),
    UsageError,
  );
  assertEquals(message.includes("\n"), false);
  return message;
}

test("what was written is read by the next call", async () => {
  await withFolder(async (path) => {
    const nested = join(path, "a", "b, c");
    const folder = await openResultsFolder(nested, { create: true });
    assertEquals(await folder.read(run), undefined);
    await folder.write(record!);
    const again = await openResultsFolder(nested, { create: false });
    assertEquals(await again.read(run), record);
    assertEquals(again.path, nested);
  });
});

test("a folder without results is not made up", async () => {
  await withFolder(async (path) => {
    for (const empty of [path, join(path, "missing")]) {
      const message = await refusal(empty, { create: false });
      assertStringIncludes(message, `Cannot find results in ${empty}`);
      assertStringIncludes(message, 'run "deno task repro" first');
    }
    assertEquals([...Deno.readDirSync(path)], []);
  });
});

test("a folder of a later version is left alone", async () => {
  await withFolder(async (path) => {
    const file = join(path, "gradnoise.json");
    await Deno.writeTextFile(file, '{"version": 2}');
    const message = await refusal(path);
    assertStringIncludes(
      message,
      "it is of version 2, this program reads version 1",
    );
    assertStringIncludes(message, "--results");
    assertEquals([...Deno.readDirSync(path)].length, 1);
    assertEquals(await Deno.readTextFile(file), '{"version": 2}');
  });
});

test("a folder of another program is left alone", async () => {
  await withFolder(async (path) => {
    for (const text of ["", "null", "{}", "{ half"]) {
      await Deno.writeTextFile(join(path, "gradnoise.json"), text);
      assertStringIncludes(await refusal(path), "is not a results folder");
    }
  });
});

test("a folder that cannot be written to is refused before any run", async () => {
  await withFolder(async (path) => {
    // The superuser may write anywhere, but not below a file.
    const file = join(path, "file");
    await Deno.writeTextFile(file, "");
    for (const folder of [file, join(file, "results")]) {
      const message = await refusal(folder);
      assertStringIncludes(message, folder);
      assertStringIncludes(message, "another");
      assertStringIncludes(message, "--results");
    }
    await Deno.mkdir(join(path, "results"));
    await Deno.writeTextFile(join(path, "results", "runs"), "");
    const dangling = join(path, "dangling");
    await Deno.symlink(join(path, "gone"), dangling);
    for (const folder of [join(path, "results"), dangling]) {
      assertEquals(
        await refusal(folder),
        `Cannot write to the results folder ${folder}: it, its "runs" or a folder above it is a file or a link to nothing; name another with --results`,
      );
    }
  });
});

test("a damaged record is an error until it is set aside", async () => {
  await withFolder(async (path) => {
    const folder = await openResultsFolder(path, { create: true });
    await Deno.writeTextFile(
      join(path, "runs", `${run}.json`),
      serialize(record!).slice(0, 100),
    );
    await assertRejects(() => folder.read(run), RecordError, "is not JSON");
    const aside = await folder.setAside(run);
    assertEquals((await Deno.readTextFile(aside)).length, 100);
    assertEquals(await folder.read(run), undefined);
  });
});

test("a record of a later version is never set aside", async () => {
  await withFolder(async (path) => {
    const folder = await openResultsFolder(path, { create: true });
    await folder.write({ ...record!, version: RECORD_VERSION + 1 });
    const { message } = await assertRejects(
      () => folder.read(run),
      UsageError,
    );
    assertStringIncludes(message, `${run}.json: it is of version 2`);
    assertStringIncludes(message, "name another folder with --results");
  });
});

test("what a killed call had begun to write does no harm", async () => {
  await withFolder(async (path) => {
    const folder = await openResultsFolder(path, { create: true });
    await Deno.writeTextFile(join(path, ".writing-1"), "{");
    await Deno.writeTextFile(join(path, "runs", ".writing-2"), "{ half a rec");
    await folder.write(record!);
    const again = await openResultsFolder(path, { create: true });
    assertEquals(await again.read(run), record);
  });
});

test("a full disk breaks the work off and keeps what there is", async () => {
  await withFolder(async (path) => {
    const folder = await openResultsFolder(path, { create: true });
    await folder.write(record!);
    const { writeTextFile } = Deno;
    Deno.writeTextFile = () =>
      Promise.reject(new Error("No space left on device (os error 28)"));
    try {
      const { message } = await assertRejects(
        () => folder.write(record!),
        Breakdown,
      );
      assertStringIncludes(message, `${path}: No space left on device`);
      assertStringIncludes(message, "run the same command again to go on");
      await assertRejects(
        () => openResultsFolder(path, { create: true }),
        Breakdown,
        `${path}: No space left on device`,
      );
    } finally {
      Deno.writeTextFile = writeTextFile;
    }
    assertEquals(await folder.read(run), record);
  });
});
