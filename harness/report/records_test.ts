import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { openResultsFolder } from "../records/results_folder.ts";
import { runHash } from "../records/run_identity.ts";
import { type RunRecord, serialize } from "../records/run_record.ts";
import { claimWith, planOf, recordsOf, withFolder } from "../testing.ts";
import { readRecords } from "./records.ts";

const RECORDS = [...recordsOf(planOf([claimWith()])).values()];
const [RECORD] = RECORDS as [RunRecord];

function read(folder: string) {
  return readRecords(folder, { onProgress: () => {} });
}

/** Calls `body` with a results folder and a way to put files into it. */
async function withRuns(
  body: (
    folder: string,
    put: (name: string, text: string) => Promise<string>,
  ) => Promise<void>,
): Promise<void> {
  await withFolder(async (path) => {
    const folder = join(path, "results");
    await openResultsFolder(folder, { create: true });
    await body(folder, async (name, text) => {
      const file = join(folder, "runs", name);
      await Deno.writeTextFile(file, text);
      return file;
    });
  });
}

/** The only problem that a record with this name and text is. */
async function problemWith(name: string, text: string): Promise<string> {
  let found = "";
  await withRuns(async (folder, put) => {
    const file = await put(name, text);
    const { records, problems } = await read(folder);
    assertEquals(records.size, 0);
    assertEquals(problems.length, 1);
    assertStringIncludes(problems[0]!, file);
    found = problems[0]!.replace(`${file} `, "");
  });
  return found;
}

test("all records are read, and how far it has come is told", async () => {
  await withRuns(async (folder, put) => {
    for (const record of RECORDS) {
      await put(`${record.run}.json`, serialize(record));
    }
    const told: string[] = [];
    const { records, problems } = await readRecords(folder, {
      onProgress: (read, all) => told.push(`${read} of ${all}`),
    });
    assertEquals(problems, []);
    assertEquals(records, new Map(RECORDS.map((one) => [one.run, one])));
    assertEquals(told[0], `0 of ${RECORDS.length}`);
  });
});

test("other files are no records, and no folder has none", async () => {
  await withRuns(async (folder, put) => {
    await put(`${RECORD.run}.json.damaged`, "{");
    await put(".writing-x", "{");
    await put("notes.json", "{");
    const none = { records: new Map(), problems: [] };
    assertEquals(await read(folder), none);
    assertEquals(await read(join(folder, "nowhere")), none);
  });
});

test("a damaged record is named, and the others are read", async () => {
  await withRuns(async (folder, put) => {
    const [first, second] = RECORDS as [RunRecord, RunRecord];
    const damaged = await put(
      `${first.run}.json`,
      serialize(first).slice(0, 100),
    );
    await put(`${second.run}.json`, serialize(second));
    const { records, problems } = await read(folder);
    assertEquals([...records.keys()], [second.run]);
    assertEquals(problems.length, 1);
    assertStringIncludes(problems[0]!, `${damaged} is not JSON`);
  });
});

test("a record that is not what its name says is left out", async () => {
  const name = `${RECORD.run}.json`;
  const other = { ...RECORD, identity: { ...RECORD.identity, seed: 99 } };
  assertEquals(
    await problemWith(name, serialize(other)),
    "is not named by the settings, seed, data and engine that it states",
  );
  const identity = { ...RECORD.identity, engine: { engine: "abacus" } };
  const run = runHash(identity);
  assertEquals(
    await problemWith(`${run}.json`, serialize({ ...RECORD, run, identity })),
    'is of an engine "abacus", which this program does not have',
  );
});

test("lists deeper than any record has are left out", async () => {
  const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
  const text = `{"checksum":"","version":1,"first":${deep}}`;
  // Its checksum is wrong too, which may be seen first.
  assertMatch(
    await problemWith(`${RECORD.run}.json`, text),
    /is nested too deeply|does not match its checksum/,
  );
});

test("links are not followed, out of the folder or within", async () => {
  await withRuns(async (folder, put) => {
    const secret = join(folder, "..", "secret.json");
    await Deno.writeTextFile(secret, serialize(RECORD));
    await Deno.symlink(secret, join(folder, "runs", `${RECORD.run}.json`));
    const { records, problems } = await read(folder);
    assertEquals(records.size, 0);
    assertStringIncludes(problems[0]!, "is a link or a folder");

    const linked = join(folder, "..", "linked");
    await Deno.mkdir(linked);
    await Deno.symlink(join(folder, "runs"), join(linked, "runs"));
    await put(`${RECORDS[1]!.run}.json`, serialize(RECORDS[1]!));
    const through = await read(linked);
    assertEquals(through.records.size, 0);
    assertStringIncludes(through.problems[0]!, "is a link");
  });
});
