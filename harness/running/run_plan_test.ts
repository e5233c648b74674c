import { assert, assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { UsageError } from "../../core/usage_error.ts";
import { openEngine } from "../../engines/mod.ts";
import { openResultsFolder } from "../records/results_folder.ts";
import { serialize } from "../records/run_record.ts";
import { claimOn, ENDLESS, planOf, withFolder } from "../testing.ts";
import { recordsIn } from "../records/testing.ts";
import { observerOf, OTHER, outcomesOf, runCells, SHORT } from "./testing.ts";
import { runPlan } from "./run_plan.ts";
import { RunFailure } from "./run_failure.ts";
import { startWorker } from "./worker.ts";

test("what other code did is done again only where that is asked for", async () => {
  await withFolder(async (path) => {
    const cells = { short: SHORT };
    const { records } = await runCells(path, { cells, choice: [0] });
    const [record] = records.values();
    const folder = await openResultsFolder(path, { create: true });
    await folder.write({
      ...record!,
      environment: { ...record!.environment, sources: "other" },
    });
    const kept = await runCells(path, { cells, choice: [0] });
    assertEquals(kept.log, [
      "planned 1, finished 1",
      "counted, though other code than this did it: 1 run; in a new --results all are done again",
    ]);
    const again = await runCells(path, { cells, choice: [0], sameCode: true });
    assertEquals(again.log, ["planned 1, finished 0", "short seed 0 finished"]);
    const same = await runCells(path, { cells, choice: [0], sameCode: true });
    assertEquals(same.log, ["planned 1, finished 1"]);
  });
});

test("every run is done, stored, and not done again", async () => {
  await withFolder(async (path) => {
    const { log, records, failures, runs } = await runCells(path, {
      cells: { short: SHORT, other: OTHER },
    });
    assertEquals(log, [
      "planned 4, finished 0",
      ...["short seed 0 finished", "other seed 0 finished"],
      ...["short seed 1 finished", "other seed 1 finished"],
    ]);
    assertEquals(failures, []);
    const folder = await openResultsFolder(path, { create: false });
    for (const { run, identity } of runs) {
      assertEquals(await folder.read(run), records.get(run));
      assertEquals(records.get(run)!.identity, identity);
    }

    const again = await runCells(path, {
      cells: { short: SHORT, other: OTHER },
    });
    assertEquals(again.log, ["planned 4, finished 4"]);
    assertEquals(again.records, records);
    // No worker is left behind.
    const request = { settings: SHORT, seed: 0 };
    await assertRejects(() => again.first.run(request, {}), RunFailure);
  });
});

test("two jobs give the same results as one", async () => {
  await withFolder(async (path) => {
    const cells = { short: SHORT, other: OTHER };
    const [one, two] = [
      await runCells(join(path, "1"), { cells }),
      await runCells(join(path, "2"), { cells, jobs: 2 }),
    ];
    assertEquals(outcomesOf(one.records), outcomesOf(two.records));
    assertEquals(two.records.size, 4);
  });
});

test("where a run cannot be claimed no more is started, and it is said", async () => {
  await withFolder(async (path) => {
    const folder = await openResultsFolder(path, { create: true });
    const full = () => Promise.reject(new Error("no space left"));
    const log: string[] = [];
    await assertRejects(
      () =>
        runCells(path, {
          cells: { short: SHORT, other: OTHER },
          folder: { ...folder, marks: { ...folder.marks, claim: full } },
          observe: () => ({
            started: ({ cell }) => log.push(cell),
            note: (line) => log.push(line),
          }),
        }),
      Error,
      "no space left",
    );
    assertEquals(log, ["no more runs are started: no space left"]);
  });
});

test("a worker whose engine is another now does no run of the old one", async () => {
  await withFolder(async (path) => {
    const folder = await openResultsFolder(path, { create: true });
    const options = { folder, dataDir: path };
    const engine = { name: "cpu" } as const;
    const worker = await startWorker(engine, options);
    worker.kill();
    const first = {
      ...{ ...worker, dead: true },
      engine: { ...worker.engine, backend: "0.0.0" },
    };
    const { runs } = planOf([claimOn({ short: SHORT })], {
      engine: first.engine,
    });
    const log: string[] = [];
    await assertRejects(
      () =>
        runPlan(runs, {
          ...{ ...options, engine, first, jobs: 1, sameCode: false },
          observer: observerOf(log),
          signal: new AbortController().signal,
        }),
      UsageError,
      "Cannot go on: the engine is",
    );
    assertEquals(recordsIn(path), []);
  });
});

test("an interruption ends the workers and keeps what has finished", async () => {
  await withFolder(async (path) => {
    const stop = new AbortController();
    const { log, records, failures } = await runCells(path, {
      cells: { short: SHORT, endless: ENDLESS },
      jobs: 2,
      observe: () => {
        let finished = false;
        return {
          finished: () => finished = true,
          progress: ({ cell }) => {
            if (finished && cell === "endless") stop.abort();
          },
        };
      },
      signal: stop.signal,
    });
    assert(records.size >= 1);
    assertEquals(log.length, 1 + records.size);
    assertEquals(failures, []);
  });
});

test("nothing is started after an interruption", async () => {
  await withFolder(async (path) => {
    const started: string[] = [];
    const { records } = await runCells(path, {
      cells: { short: SHORT },
      observe: () => ({ started: ({ cell }) => started.push(cell) }),
      signal: AbortSignal.abort(),
    });
    assertEquals([records.size, started.length], [0, 0]);
  });
});

test("two calls with one folder share the runs out", async () => {
  await withFolder(async (path) => {
    const cells = { short: SHORT, other: OTHER };
    const [a, b] = await Promise.all([
      runCells(path, { cells }),
      runCells(path, { cells }),
    ]);
    assertEquals(outcomesOf(a.records), outcomesOf(b.records));
    assertEquals(a.records.size, 4);
    const written = recordsIn(path).map((name) =>
      Deno.readTextFileSync(join(path, name))
    );
    for (const { records } of [a, b]) {
      // Each has what is in the folder: nothing was done twice.
      assertEquals(
        [...records.values()].map(serialize).toSorted(),
        [
          ...written,
        ].toSorted(),
      );
    }
  });
});

test("a run that another process began and left is done here", async () => {
  await withFolder(async (path) => {
    const { marks } = await openResultsFolder(path, { create: true });
    const cells = { short: SHORT };
    const { fingerprint: engine } = await openEngine("cpu");
    const { runs: [run] } = planOf([claimOn(cells)], { engine });
    const claim = await marks.claim(run!.run);
    const { log } = await runCells(path, {
      cells,
      observe: () => ({ note: () => void claim!.release() }),
    });
    assertEquals(log, [
      "planned 2, finished 0",
      "short seed 1 finished",
      "waiting for 1 run that another process does",
      "short seed 0 finished",
    ]);
  });
});
