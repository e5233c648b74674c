import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { Breakdown } from "../../core/exit_code.ts";
import { openResultsFolder } from "../records/results_folder.ts";
import { claimWith, planOf, recordsOf, withFolder } from "../testing.ts";
import { observerOf } from "../running/testing.ts";
import type { QueuedTask } from "./command.ts";
import { agreeOnEngine } from "./nodes_engine.ts";
import { chunkRun, createSubmission, logFile } from "./submission.ts";
import { awaitEngine, awaitRuns } from "./watch.ts";

const plan = planOf([claimWith()]);
const { runs, engine } = plan;
const INTERVALS = { files: 1, queue: 1, late: 1 };

/** Calls `body` with what it takes to watch a job array of two tasks. */
async function withArray(
  body: (
    array: Awaited<ReturnType<typeof arrayIn>>,
  ) => Promise<void>,
): Promise<void> {
  await withFolder(async (results) => await body(await arrayIn(results)));
}

async function arrayIn(results: string) {
  const nodes = join(results, "nodes.json");
  const folder = await openResultsFolder(results, { create: true });
  const submission = await createSubmission(results, {
    ...{ engine: { name: "wasm" }, tier: "desk", dataDir: "", nodes },
    chunks: [runs.slice(0, 4), runs.slice(4)].map((some) => some.map(chunkRun)),
  });
  const log: string[] = [];
  const queue = {
    tasks: [{ name: "", index: 0, state: "RUNNING", reason: "" }],
  };
  return {
    ...{ nodes, folder, submission, log, queue },
    end: () => void (queue.tasks = []),
    options: {
      ...{ folder, submissions: [submission], intervals: INTERVALS },
      observer: observerOf(log),
      signal: new AbortController().signal,
      ask: (): Promise<QueuedTask[]> => Promise.resolve(queue.tasks),
    },
  };
}

test("the engine is that of the task which opened it first", async () => {
  await withArray(async ({ nodes, options }) => {
    const waiting = awaitEngine(nodes, options);
    await agreeOnEngine(nodes, engine);
    assertEquals(await waiting, engine);
    const stopped = { ...options, signal: AbortSignal.abort() };
    assertEquals(await awaitEngine(`${nodes}.x`, stopped), undefined);
  });
});

test("tasks that never open an engine are told with their last words", async () => {
  await withArray(async ({ nodes, options, submission, end }) => {
    end();
    const { message } = await assertRejects(
      () => awaitEngine(nodes, options),
      Breakdown,
    );
    const log = logFile(submission.folder, 0);
    assertStringIncludes(
      message,
      `there is no ${log}; is that on a file system that the nodes share?`,
    );
    await Deno.writeTextFile(log, "task 1_0\nerror: Cannot find x\n");
    await assertRejects(
      () => awaitEngine(nodes, options),
      Breakdown,
      `came as far as opening the engine: task 1_0 | error: Cannot find x | ${log}`,
    );
  });
});

test("what tasks finish, fail and leave is told as it shows", async () => {
  await withArray(async ({ folder, options, submission, log, end }) => {
    const made = [...recordsOf(plan).values()];
    const records = new Map();
    const [a, b, c, ...others] = runs;
    const claim = await folder.marks.claim(a!.run);
    await folder.marks.fail(b!.run, "as meant");
    for (const record of made.slice(3)) await folder.write(record);
    await Deno.writeTextFile(logFile(submission.folder, 0), "oom-kill\n");
    const failures = await awaitRuns(runs, {
      ...{ ...options, records, sources: undefined },
      observer: observerOf(log, {
        started: async () => {
          await folder.write(made[0]!);
          await claim!.release();
          end();
        },
        failed: ({ run }, { message }) => {
          log.push(run === b!.run ? message : message.slice(0, 50));
        },
      }),
    });
    assertEquals(failures, [b, c]);
    assertEquals([...records.keys()], [
      ...others.map(({ run }) => run),
      a!.run,
    ]);
    assertEquals(log.filter((line) => !line.startsWith("Slurm: ")), [
      ...["b seed 0 failed", "as meant"],
      ...["b seed 1 finished", "a seed 2 finished", "b seed 2 finished"],
      "a seed 0 finished",
      "a seed 1 failed",
      "its Slurm task ended without a result: oom-kill | ",
    ]);
    assertStringIncludes(
      (await folder.marks.failure(c!.run))!.message,
      "oom-kill | ",
    );
  });
});

test("records of other code are waited to be replaced", async () => {
  await withArray(async ({ folder, options, log }) => {
    const [run] = runs;
    const [record] = recordsOf(plan).values();
    await folder.write(record!);
    const records = new Map();
    const waiting = awaitRuns([run!], { ...options, records, sources: "new" });
    const environment = { ...record!.environment, sources: "new" };
    await folder.write({ ...record!, environment });
    assertEquals(await waiting, []);
    assertEquals(records.get(run!.run).environment.sources, "new");
    assertEquals(log.filter((line) => line.includes("finished")).length, 1);
  });
});
