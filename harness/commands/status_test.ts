import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { basename, join } from "node:path";
import { noteAsked } from "../asked_suites.ts";
import { openResultsFolder } from "../records/results_folder.ts";
import { createSubmission } from "../slurm/submission.ts";
import { folderStatus, statusText } from "./status.ts";
import { makePlan } from "../running/plan.ts";
import {
  claimOn,
  claimWith,
  planOf,
  recordsOf,
  trainingWith,
  withFolder,
} from "../testing.ts";

const CLAIMS = [claimWith({ id: "one" }), claimWith({ id: "two" })];
const plan = planOf(CLAIMS);
const ALL = { claims: CLAIMS, tier: undefined };

/** A folder with a run of each state, and what to do before it goes. */
async function withMixed(
  body: (
    folder: Awaited<ReturnType<typeof openResultsFolder>>,
  ) => Promise<void>,
): Promise<void> {
  await withFolder(async (path) => {
    const folder = await openResultsFolder(path, { create: true });
    await noteAsked(plan, { folder: path, seeds: undefined });
    const [a, b, c, d] = plan.runs.map(({ run }) => run);
    const [record, other] = [...recordsOf(plan).values()];
    await folder.write(record!);
    await folder.write(other!);
    const claim = await folder.marks.claim(c!);
    await folder.marks.fail(d!, "out of \x1b[31mluck\nat line 1");
    // Left by a process that is gone.
    await Deno.copyFile(
      join(path, "runs", `${a}.json`),
      join(path, "runs", `${b}.json.damaged`),
    );
    await body(folder);
    await claim!.release();
  });
}

test("runs are counted for each suite, what they share once in all", async () => {
  await withMixed(async (folder) => {
    const status = await folderStatus(folder, ALL);
    const counts = {
      ...{ runs: 6, finished: 2, running: 1, failed: 1, missing: 2 },
    };
    assertEquals(status.total, counts);
    assertEquals(
      status.suites,
      ["one", "two"].map((suite) => ({
        ...{ suite, tier: "desk" as const, engine: plan.engine },
        ...counts,
      })),
    );
    assertEquals(status.running.map(({ name, holder }) => [name, holder.pid]), [
      ["a seed 1", Deno.pid],
    ]);
    assertEquals(status.failed.map(({ name }) => name), ["b seed 1"]);
    const only = { claims: CLAIMS.slice(1), tier: "desk" } as const;
    assertEquals((await folderStatus(folder, only)).suites.length, 1);
    const none = { claims: CLAIMS, tier: "paper" } as const;
    assertEquals((await folderStatus(folder, none)).total.runs, 0);
  });
});

test("a person reads who does what, and why something failed", async () => {
  await withMixed(async (folder) => {
    const status = await folderStatus(folder, ALL);
    const since = status.running[0]!.holder.since;
    const textAfter = (hours: number) =>
      statusText(status, {
        now: new Date(Date.parse(since) + hours * 3_600_000),
      });
    const text = textAfter(3);
    for (
      const line of [
        "6 runs, what suites share counted once: 2 finished, 1 running, 1 failed, 2 missing",
        `  a seed 1: process ${Deno.pid} on ${Deno.hostname()}, for 3 h`,
        `  b seed 1 on ${Deno.hostname()}: out of [31mluck`,
      ]
    ) {
      assert(text.split("\n").includes(line), text);
    }
    assertEquals(text.includes("\x1b"), false);
    assertMatch(textAfter(-1), RegExp(`on ${Deno.hostname()}$`, "m"));
    for (const line of text.split("\n")) assert(line.length <= 100, line);
  });
});

test("jobs of Slurm are named that may have the missing runs", async () => {
  await withMixed(async (folder) => {
    const { name } = await createSubmission(folder.path, {
      ...{ engine: { name: "wasm" }, tier: "desk", dataDir: "", nodes: "" },
      chunks: [],
    });
    const text = statusText(await folderStatus(folder, ALL));
    assertStringIncludes(text, `in Slurm's queue: squeue --name=${name}\n`);
  });
});

test("a damaged record is missing, and a checkpoint is gone on from", async () => {
  await withMixed(async (folder) => {
    const [a, , , , e] = plan.runs.map(({ run }) => run);
    const record = join(folder.path, "runs", `${a}.json`);
    await Deno.writeTextFile(record, "");
    await Deno.mkdir(join(folder.path, "checkpoints"));
    for (const run of [a, e, "beef"]) {
      const file = join(folder.path, "checkpoints", `${run}.safetensors`);
      await Deno.writeTextFile(file, "");
    }
    const status = await folderStatus(folder, ALL);
    assertEquals([status.total.finished, status.total.missing], [1, 3]);
    const text = statusText(status);
    assertStringIncludes(text, "of the missing, 2 go on from a checkpoint\n");
    assertStringIncludes(text, "of the missing, 1 has a damaged record\n");
    const other = statusText({ ...status, begun: 1, damaged: 2 });
    assertStringIncludes(
      other,
      "of the missing, 1 goes on from a checkpoint\n",
    );
    assertStringIncludes(other, "of the missing, 2 have a damaged record\n");
    assertEquals(await Deno.readTextFile(record), "");
  });
});

test("plans that cannot be read are named", async () => {
  await withMixed(async (folder) => {
    await Deno.writeTextFile(join(folder.path, "plans", "x.json"), "{");
    const status = await folderStatus(folder, ALL);
    assertStringIncludes(
      statusText(status),
      `files that cannot be read; suites and jobs that they name are left out:\n  ${
        join("plans", "x.json")
      }`,
    );
  });
});

test("a job of which the file is damaged is named and left out", async () => {
  await withMixed(async (folder) => {
    const { folder: array } = await createSubmission(folder.path, {
      ...{ engine: { name: "wasm" }, tier: "desk", dataDir: "", nodes: "" },
      chunks: [],
    });
    await Deno.writeTextFile(join(array, "job.json"), "");
    const { jobs, unreadable } = await folderStatus(folder, ALL);
    assertEquals(jobs, []);
    assertEquals(unreadable, [join("slurm", basename(array), "job.json")]);
  });
});

test("runs with a method of the user's own are among them", async () => {
  await withFolder(async (path) => {
    const folder = await openResultsFolder(path, { create: true });
    const plain = claimOn({ a: trainingWith() });
    const method = { name: "mine", digest: "d1", files: ["mine.ts"] } as const;
    const own = makePlan([plain], {
      ...{ tier: "desk", engine: plan.engine, choice: undefined, method },
    });
    await noteAsked(own, { folder: path, seeds: undefined, method });
    const { total } = await folderStatus(folder, {
      ...{ claims: [plain], tier: undefined },
    });
    assertEquals(total.runs, own.runs.length);
    assertEquals(own.runs.length, 4);
  });
});

test("a long list is cut", async () => {
  await withFolder(async (path) => {
    const folder = await openResultsFolder(path, { create: true });
    const many = planOf([CLAIMS[0]!], { choice: { count: 30 } });
    await noteAsked(many, { folder: path, seeds: { count: 30 } });
    for (const { run } of many.runs) await folder.marks.fail(run, "x");
    const text = statusText(await folderStatus(folder, ALL));
    assertStringIncludes(text, "\n  and 40 more");
  });
});

test("of a folder that was asked for nothing that is said", async () => {
  await withFolder(async (path) => {
    const folder = await openResultsFolder(path, { create: true });
    const status = await folderStatus(folder, ALL);
    assertEquals(status.total.runs, 0);
    assertStringIncludes(statusText(status), "No suite was asked for here");
    assertStringIncludes(
      statusText(status, { tier: "desk" }),
      "No suite at tier desk was asked for here",
    );
  });
});
