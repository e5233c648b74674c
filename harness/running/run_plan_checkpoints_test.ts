/**
 * What a plan does with the checkpoints of its runs.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import type { RunSettings } from "../../suites/suite.ts";
import { openResultsFolder } from "../records/results_folder.ts";
import { runPlan } from "./run_plan.ts";
import {
  claimOn,
  ENDLESS,
  observerOf,
  planOf,
  trainingWith,
  withFolder,
} from "../testing.ts";
import { startWorker } from "./worker.ts";

const SHORT = trainingWith();

/** Does runs of seed 0 of these cells; says what an observer is told. */
async function call(
  path: string,
  {
    cells,
    checkpointEvery,
    onProgress,
    signal = new AbortController().signal,
    atOnce,
  }: {
    cells: Readonly<Record<string, RunSettings>>;
    checkpointEvery?: number;
    onProgress?: (first: number) => void;
    signal?: AbortSignal;
    atOnce?: AbortSignal;
  },
) {
  const folder = await openResultsFolder(path, { create: true });
  const options = { folder, dataDir: path, checkpointEvery };
  const first = await startWorker({ name: "cpu" }, options);
  const { runs } = planOf([claimOn(cells)], {
    ...{ engine: first.engine, choice: [0] },
  });
  const log: string[] = [];
  const observer = observerOf(log, {
    progress: () => onProgress?.(first.pid),
  });
  const result = await runPlan(runs, {
    ...{ ...options, first, observer, signal, engine: { name: "cpu" } },
    ...{ jobs: 1, sameCode: false },
    ...atOnce === undefined ? {} : { atOnce },
  });
  return { ...result, log, runs };
}

function checkpointsIn(path: string): string[] {
  return [...Deno.readDirSync(path)].some(({ name }) => name === "checkpoints")
    ? [...Deno.readDirSync(join(path, "checkpoints"))].map(({ name }) => name)
    : [];
}

test("runs that are under way at an interruption are kept", async () => {
  await withFolder(async (path) => {
    const stop = new AbortController();
    const { log, runs, failures } = await call(path, {
      cells: { endless: ENDLESS },
      onProgress: () => stop.abort(),
      signal: stop.signal,
    });
    assertEquals([log.length, failures.length], [1, 0]);
    assertEquals(checkpointsIn(path), [`${runs[0]!.run}.safetensors`]);
  });
});

test("a worker that does not stop is ended at once if that is asked for", async () => {
  await withFolder(async (path) => {
    const [stop, atOnce] = [new AbortController(), new AbortController()];
    const { log } = await call(path, {
      cells: { endless: ENDLESS },
      onProgress: (pid) => {
        Deno.kill(pid, "SIGSTOP");
        stop.abort();
        atOnce.abort();
      },
      ...{ signal: stop.signal, atOnce: atOnce.signal },
    });
    assertEquals(log.length, 1);
    assertEquals(checkpointsIn(path), []);
  });
});

test("the checkpoints of runs that have finished are removed", async () => {
  await withFolder(async (path) => {
    const cells = { short: SHORT };
    const { runs } = await call(path, { cells, checkpointEvery: 0 });
    const folder = join(path, "checkpoints");
    assert(Deno.statSync(folder).isDirectory);
    assertEquals(checkpointsIn(path), []);
    // As a call leaves it that is killed right behind the record.
    for (const run of [runs[0]!.run, "0123"]) {
      await Deno.writeTextFile(join(folder, `${run}.safetensors`), "");
    }
    await call(path, { cells });
    assertEquals(checkpointsIn(path), ["0123.safetensors"]);
  });
});

test("a checkpoint that cannot be used is told of, and its run done", async () => {
  await withFolder(async (path) => {
    const cells = { short: SHORT };
    const { runs, records } = await call(path, { cells });
    const { run } = runs[0]!;
    await Deno.remove(join(path, "runs", `${run}.json`));
    const file = join(path, "checkpoints", `${run}.safetensors`);
    await Deno.mkdir(join(path, "checkpoints"), { recursive: true });
    await Deno.writeTextFile(file, "short");
    const again = await call(path, { cells });
    assertEquals(again.log, [
      "planned 1, finished 0",
      "short seed 0: its checkpoint is damaged: it is cut short; it starts anew",
      "short seed 0 finished",
    ]);
    assertEquals(
      again.records.get(run)!.outcome,
      records.get(run)!.outcome,
    );
  });
});
