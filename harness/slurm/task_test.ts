import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { UsageError } from "../../core/usage_error.ts";
import { openEngine } from "../../engines/mod.ts";
import { openResultsFolder } from "../records/results_folder.ts";
import {
  claimOn,
  ENDLESS,
  planOf,
  settingsWith,
  trainingWith,
  withFolder,
} from "../testing.ts";
import { agreeOnEngine, nodesFile } from "./nodes_engine.ts";
import { chunkRun, createSubmission, type Submission } from "./submission.ts";
import { doTask } from "./task.ts";

const { fingerprint: engine } = await openEngine("cpu");
const SETUP = { name: "cpu", threads: 1 } as const;

/** Two runs, a task each. */
const { runs } = planOf([claimOn({ short: trainingWith() })], { engine });

async function submissionIn(
  results: string,
  chunks = runs.map((run) => [chunkRun(run)]),
): Promise<Submission> {
  await openResultsFolder(results, { create: true });
  return await createSubmission(results, {
    ...{ engine: SETUP, tier: "desk", dataDir: results, chunks },
    nodes: nodesFile(results, { engine: SETUP, directives: [], here: engine }),
  });
}

/** Does task 1 of array 7; what it returns and prints. */
async function done(
  { folder }: Submission,
  { task = 1, signal = new AbortController().signal, onText = () => {} }: {
    task?: number;
    signal?: AbortSignal;
    onText?: (text: string) => void;
  } = {},
) {
  let [said, time] = ["", 0];
  const code = await doTask({
    ...{ folder, array: "7", task, cores: 1, signal },
    screen: {
      // Every progress is due to be printed.
      now: () => time += 60_000,
      write: (text) => {
        said += text;
        onText(text);
      },
    },
  });
  return { code, said };
}

test("a task does its own runs, once", async () => {
  await withFolder(async (results) => {
    const submission = await submissionIn(results);
    const first = await done(submission);
    assertEquals(first.code, 0);
    assertStringIncludes(first.said, `task 7_1 on ${Deno.hostname()}\n`);
    assertStringIncludes(first.said, "1 run, 0 of them finished before\n");
    const folder = await openResultsFolder(results, { create: false });
    assertEquals(await folder.read(runs[0]!.run), undefined);
    assertEquals((await folder.read(runs[1]!.run))!.identity.seed, 1);
    const again = await done(submission);
    assertStringIncludes(again.said, "1 run, 1 of them finished before\n");
  });
});

test("a node with another engine does nothing and says why", async () => {
  await withFolder(async (results) => {
    const submission = await submissionIn(results);
    const other = { ...engine, backend: "0.0.0" };
    await agreeOnEngine(submission.job.nodes, other);
    const { message } = await assertRejects(
      () => done(submission),
      UsageError,
      "bits would differ",
    );
    // The runs of the plan are those on the engine that was settled on.
    const { runs } = planOf([claimOn({ short: trainingWith() })], {
      engine: other,
    });
    const { marks } = await openResultsFolder(results, { create: false });
    assertEquals((await marks.failure(runs[1]!.run))!.message, message);
    assertEquals(await marks.failure(runs[0]!.run), undefined);
  });
});

test("a task that is told to end keeps what is finished", async () => {
  await withFolder(async (results) => {
    const { runs: [endless] } = planOf([claimOn({ endless: ENDLESS })], {
      engine,
    });
    const submission = await submissionIn(results, [
      [runs[0]!, endless!].map(chunkRun),
    ]);
    const end = new AbortController();
    const { code, said } = await done(submission, {
      task: 0,
      signal: end.signal,
      onText: (text) => {
        if (text.startsWith("endless seed 0: step")) end.abort();
      },
    });
    assertEquals(code, 130);
    assertStringIncludes(
      said,
      "Interrupted: what there is of the runs is kept\n",
    );
    const { marks } = await openResultsFolder(results, { create: false });
    assertEquals(await marks.files(), {
      finished: new Set([runs[0]!.run]),
      claimed: new Set<string>(),
      failed: new Set<string>(),
    });
  });
});

test("a run that fails is marked, and the exit code says so", async () => {
  await withFolder(async (results) => {
    const { runs: [broken] } = planOf([claimOn({ broken: settingsWith(1) })], {
      engine,
    });
    const submission = await submissionIn(results, [[chunkRun(broken!)]]);
    assertEquals((await done(submission, { task: 0 })).code, 3);
    const { marks } = await openResultsFolder(results, { create: false });
    assertEquals((await marks.files()).failed, new Set([broken!.run]));
  });
});
