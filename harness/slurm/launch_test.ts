import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { afterEach, beforeEach, test } from "@std/testing/bdd";
import { join } from "node:path";
import { UsageError } from "../../core/usage_error.ts";
import type { RunSettings } from "../../suites/suite.ts";
import { askedSuites } from "../asked_suites.ts";
import type { EngineSetup } from "../host/engine_setup.ts";
import { repro, type ReproResult } from "../repro.ts";
import { openResultsFolder } from "../records/results_folder.ts";
import type { RunObserver } from "../running/run_plan.ts";
import { claimOn, trainingWith } from "../testing.ts";
import { observerOf } from "../running/testing.ts";
import { slurmLauncher } from "./launch.ts";
import { agreeOnEngine } from "./nodes_engine.ts";
import type { SlurmOptions } from "./options.ts";
import { openSubmissions } from "./submission.ts";
import {
  type FakeSlurm,
  fakeSlurm,
  pathWithoutFakes,
} from "./testing_slurm.ts";

const SHORT = trainingWith();
const OTHER = trainingWith({ batchSize: 5 });
/** Some seconds. */
const LONG = trainingWith({ stopBelow: 0, maxEpochs: 300 });

let folder = "";
let slurm: FakeSlurm;
const path = Deno.env.get("PATH")!;

beforeEach(async () => {
  folder = await Deno.makeTempDir({ prefix: "it's 100% here, " });
  slurm = await fakeSlurm(folder);
  Deno.env.set("PATH", `${slurm.folder}:${path}`);
});

afterEach(async () => {
  Deno.env.set("PATH", path);
  slurm.cancel();
  await Deno.remove(folder, { recursive: true });
});

async function call(
  cells: Readonly<Record<string, RunSettings>>,
  {
    results = "results",
    here = false,
    engine = { name: "cpu", threads: 1 },
    observe = {},
    signal = new AbortController().signal,
    ...options
  }: Partial<SlurmOptions> & {
    results?: string;
    here?: boolean;
    engine?: EngineSetup;
    observe?: Partial<RunObserver>;
    signal?: AbortSignal;
  } = {},
): Promise<ReproResult & { log: string[] }> {
  const log: string[] = [];
  const result = await repro({
    claims: [claimOn(cells)],
    tier: "desk",
    engine,
    seeds: undefined,
    jobs: 1,
    dataDir: folder,
    folder: await openResultsFolder(join(folder, results), { create: true }),
    gate: false,
    observer: observerOf(log, observe),
    onDevice: () => {},
    signal,
    ...here ? {} : {
      launcher: slurmLauncher(
        { directives: [], wait: true, ...options },
        { intervals: { files: 50, queue: 300, late: 300 } },
      ),
    },
  });
  return { ...result, log };
}

function outcomesOf({ records }: ReproResult) {
  return [...records].map(([run, { outcome }]) => [run, outcome]).toSorted();
}

test("what looks for a real Slurm does not find the stand-in", () => {
  assertStringIncludes(Deno.env.get("PATH")!, slurm.folder);
  assertEquals(pathWithoutFakes(), path);
});

test("the tasks of an array give the results that runs here give", async () => {
  const cells = { short: SHORT, other: OTHER };
  const there = await call(cells, {
    directives: ["--partition=gpu", "--account=x", "--mem=8G"],
    chunk: 3,
    atOnce: 7,
  });
  assertEquals(there.reports[0]!.verdict.label, "reproduced (desk)");
  assertEquals([there.failures, there.goesOn], [[], undefined]);
  assertEquals(
    there.log[0],
    "submitted 4 runs as Slurm job array 1 of 2 tasks",
  );
  assert(there.log.includes("planned 4, finished 0"));
  const here = await call(cells, { results: "others", here: true });
  assertEquals(outcomesOf(there), outcomesOf(here));

  const [[parsable, name, array, output, ...others]] = slurm.calls() as [
    string[],
  ];
  assertEquals([parsable, array], ["--parsable", "--array=0-1%7"]);
  assertMatch(name!, /^--job-name=gradnoise-\d{8}T\d{6}-\w+$/);
  assertStringIncludes(output!, "it's 100%% here, ");
  assert(output!.endsWith("/%a.log"));
  // Over these an SBATCH_ variable does not win, and the user's own come last.
  assertEquals(others.slice(0, -1), [
    ...["--export=ALL", "--requeue", "--open-mode=append"],
    ...["--signal=B:TERM@60", "--partition=gpu", "--account=x", "--mem=8G"],
  ]);

  const again = await call(cells);
  assertEquals(again.log, ["planned 4, finished 4"]);
  assertEquals(slurm.calls().length, 1);
});

test("a task has a core for each thread, unless the user says otherwise", async () => {
  slurm.hold();
  await call({ short: SHORT }, {
    ...{ engine: { name: "cpu", threads: 3 }, wait: false },
    directives: ["--cpus-per-task=4"],
  });
  const [[...words]] = slurm.calls() as [string[]];
  assertEquals(words.filter((word) => word.startsWith("--cpus-per-task=")), [
    ...["--cpus-per-task=3", "--cpus-per-task=4"],
  ]);
});

test("a plan is of the engine that a task settles after the call", async () => {
  slurm.hold();
  const { plan } = await call({ short: SHORT }, {
    ...{ engine: { name: "webgpu" }, wait: false },
  });
  assertEquals(plan.engine, { engine: "webgpu" });
  const results = join(folder, "results");
  const [submission] = await openSubmissions(results);
  const engine = { engine: "webgpu", device: "a card" };
  await agreeOnEngine(submission!.job.nodes, engine);
  const { suites } = await askedSuites(results);
  assertEquals(suites.map(({ engine }) => engine), [engine]);
});

test("what is in the queue is waited for and not submitted again", async () => {
  slurm.hold();
  const first = await call({ short: SHORT }, { wait: false });
  assertEquals([first.records.size, first.reports], [0, []]);
  assertMatch(
    first.goesOn!,
    /"squeue --name=gradnoise-\S+" shows the tasks, "scancel --name=gradnoise-\S+" cancels them/,
  );
  const second = await call({ short: SHORT, other: OTHER }, {
    observe: { planned: () => slurm.release() },
  });
  assertEquals(second.log.slice(0, 1), [
    "submitted 2 runs as Slurm job array 2 of 2 tasks",
  ]);
  assertEquals(second.records.size, 4);
  assertEquals(slurm.calls().length, 2);
});

test("a task that is killed and requeued does its run", async () => {
  let kills = 0;
  const { records, failures } = await call({ long: LONG }, {
    chunk: 2,
    observe: {
      started: () => {
        if (kills++ === 0) slurm.kill("1_0", { requeue: true });
      },
    },
  });
  assertEquals([records.size, failures.length, kills], [2, 0, 2]);
  const log = await logOf(0);
  assertEquals(log.split("task 1_0 on ").length, 3, log);
});

test("a task that dies fails its runs, which the next call retries", async () => {
  const { records, failures, log } = await call({ long: LONG }, {
    observe: {
      started: ({ identity: { seed } }) => {
        if (seed === 1) slurm.kill("1_1", { requeue: false });
      },
      failed: (_, { message }) => {
        assertMatch(message, /^its Slurm task ended without a result: .+/);
        assertStringIncludes(message, `1 run, 0 of them finished before | `);
        assert(message.endsWith("/1.log"));
      },
    },
  });
  assertEquals([records.size, failures.length], [1, 1]);
  assert(log.includes("long seed 1 failed"));
  const again = await call({ long: LONG });
  assertEquals(again.failures, []);
  assertEquals(
    again.log[0],
    "submitted 1 run as Slurm job array 2 of 1 task",
  );
});

test("a run is submitted again whose task is gone, though others go on", async () => {
  slurm.hold();
  const { plan } = await call({ short: SHORT }, { wait: false });
  slurm.cancel("1_1");
  await markFailed(plan.runs[1]!.run);
  const { records, failures, log } = await call({ short: SHORT }, {
    observe: { planned: () => slurm.release() },
  });
  assertEquals([records.size, failures], [2, []]);
  assertEquals(log[0], "submitted 1 run as Slurm job array 2 of 1 task");
});

test("a run is submitted again that failed, though its task goes on", async () => {
  slurm.hold();
  const { plan } = await call({ short: SHORT }, { chunk: 2, wait: false });
  await markFailed(plan.runs[0]!.run);
  const { records, failures, log } = await call({ short: SHORT }, {
    observe: { planned: () => slurm.release() },
  });
  assertEquals([records.size, failures], [2, []]);
  assertEquals(log[0], "submitted 1 run as Slurm job array 2 of 1 task");
});

test("a run that fails in its task is told as it would be here", async () => {
  const { failures } = await call({
    real: trainingWith({ datasets: ["fashion-mnist"] }),
  }, {
    chunk: 2,
    observe: {
      failed: (_, { message }) => assertStringIncludes(message, folder),
    },
  });
  assertEquals(failures.length, 2);
});

test("a job that Slurm refuses is the user's to mend", async () => {
  slurm.refuse("invalid partition specified: x\nBatch job submission failed");
  const { message } = await assertRejects(
    () => call({ short: SHORT }),
    UsageError,
  );
  assertEquals(
    message,
    "Slurm refuses a job array of 2 tasks: invalid partition specified: x; Batch job submission failed",
  );
  const left = [...Deno.readDirSync(join(folder, "results", "slurm"))];
  assertEquals(left, []);
});

test("an interruption leaves the tasks to Slurm", async () => {
  slurm.hold();
  const stop = new AbortController();
  const { goesOn, records, failures } = await call({ short: SHORT }, {
    signal: stop.signal,
    observe: {
      note: (line) => {
        if (line === "Slurm: 2 tasks pending (Resources)") stop.abort();
      },
    },
  });
  assertEquals([records.size, failures.length], [0, 0]);
  assertStringIncludes(goesOn!, "scancel --name=");
});

test("while Slurm does not answer the files still tell", async () => {
  const { records, log } = await call({ short: SHORT }, {
    observe: { planned: () => slurm.silence("squeue: error: no route") },
  });
  assertEquals(records.size, 2);
  assert(log.includes("Slurm does not answer: no route"));
});

async function markFailed(run: string): Promise<void> {
  const path = join(folder, "results");
  const { marks } = await openResultsFolder(path, { create: false });
  await marks.fail(run, "it crashed");
}

async function logOf(task: number): Promise<string> {
  const all = join(folder, "results", "slurm");
  const [array] = [...Deno.readDirSync(all)].filter(({ isDirectory }) =>
    isDirectory
  );
  return await Deno.readTextFile(join(all, array!.name, `${task}.log`));
}
