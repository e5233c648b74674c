import {
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { basename, join } from "node:path";
import { UsageError } from "../../core/usage_error.ts";
import { claimWith, planOf, withFolder } from "../testing.ts";
import {
  chunkRun,
  createSubmission,
  keyOf,
  noteEnded,
  openSubmissions,
  readChunk,
  readJob,
  resultsOf,
} from "./submission.ts";

const { runs } = planOf([claimWith()]);
const CHUNKS = [runs.slice(0, 4), runs.slice(4)].map((some) =>
  some.map(chunkRun)
);
const JOB = {
  engine: { name: "wasm", threads: 1 },
  tier: "desk",
  dataDir: "/data",
  nodes: "/results/nodes.json",
} as const;

test("a task reads what it is to do", async () => {
  await withFolder(async (results) => {
    const now = new Date("2026-01-31T12:34:56Z");
    const parts = { ...JOB, chunks: CHUNKS, now };
    const { folder, name, job } = await createSubmission(results, parts);
    assertEquals(job, { ...JOB, tasks: 2 });
    assertMatch(name, /^gradnoise-20260131T123456-\w+$/);
    assertEquals(name, `gradnoise-${basename(folder)}`);
    assertEquals(resultsOf(folder), results);
    assertEquals(await readJob(folder), job);
    assertEquals(await readChunk(folder, 0), CHUNKS[0]);
    assertEquals(await readChunk(folder, 1), CHUNKS[1]);
    assertNotEquals((await createSubmission(results, parts)).name, name);
  });
});

test("the same run has the same key on any engine, others have not", () => {
  const { runs: others } = planOf([claimWith()], {
    engine: { engine: "cpu" },
  });
  const keys = runs.map((run) => keyOf(chunkRun(run)));
  assertEquals(others.map((run) => keyOf(chunkRun(run))), keys);
  assertEquals(new Set(keys).size, runs.length);
});

test("arrays are open until their end is noted", async () => {
  await withFolder(async (results) => {
    assertEquals(await openSubmissions(results), []);
    const [a, b] = [
      await createSubmission(results, { ...JOB, chunks: CHUNKS }),
      await createSubmission(results, { ...JOB, chunks: CHUNKS.slice(1) }),
    ];
    // Broken off before it was submitted, and not ours.
    await Deno.mkdir(join(results, "slurm", "20260131T123456-begun"));
    await Deno.mkdir(join(results, "slurm", "--name=x"));
    await Deno.writeTextFile(join(results, "slurm", "nodes-1.json"), "{}");
    const names = async () =>
      (await openSubmissions(results)).map(({ name }) => name);
    assertEquals(await names(), [a.name, b.name].toSorted());
    await noteEnded(a.folder);
    assertEquals(await openSubmissions(results), [b]);
  });
});

test("what is damaged is named, and may be left out", async () => {
  await withFolder(async (results) => {
    const [a, b] = [
      await createSubmission(results, { ...JOB, chunks: CHUNKS }),
      await createSubmission(results, { ...JOB, chunks: CHUNKS }),
    ];
    const job = join(a.folder, "job.json");
    for (const text of ["", "{", "null", "[]", '{"engine":{"name":"wasm"}}']) {
      await Deno.writeTextFile(job, text);
      const { message } = await assertRejects(
        () => openSubmissions(results),
        UsageError,
      );
      assertEquals(
        message,
        `Cannot use ${job}: it is damaged; once "scancel --name=${a.name}" has ended its job array, remove ${a.folder} and run the same command again`,
      );
    }
    const unreadable: string[] = [];
    assertEquals(await openSubmissions(results, { unreadable }), [b]);
    assertEquals(unreadable, [join("slurm", basename(a.folder), "job.json")]);
    for (const text of ["", "{}", "[null]", '[{"cell":"a","seed":1}]']) {
      await Deno.writeTextFile(join(b.folder, "0.runs.json"), text);
      await assertRejects(() => readChunk(b.folder, 0), UsageError, "damaged");
    }
  });
});
