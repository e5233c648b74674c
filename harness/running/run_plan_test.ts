import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { Breakdown } from "../../core/exit_code.ts";
import { UsageError } from "../../core/usage_error.ts";
import { openEngine } from "../../engines/mod.ts";
import type { RunSettings } from "../../suites/suite.ts";
import type { PlannedRun } from "./plan.ts";
import {
  openResultsFolder,
  type ResultsFolder,
} from "../records/results_folder.ts";
import {
  type PlanResult,
  type RunObserver,
  runPlan,
  type RunPlanOptions,
} from "./run_plan.ts";
import { type RunRecord, serialize } from "../records/run_record.ts";
import {
  claimOn,
  ENDLESS,
  observerOf,
  planOf,
  recordsIn,
  settingsWith,
  trainingWith,
  withFolder,
} from "../testing.ts";
import { RunFailure, startWorker, type Worker } from "./worker.ts";

const SHORT = trainingWith();
const OTHER = trainingWith({ batchSize: 5 });

/** What a call does with these cells, and what an observer is told. */
async function call(
  path: string,
  {
    cells,
    jobs = 1,
    sameCode = false,
    folder,
    choice,
    observe = () => ({}),
    signal,
  }: {
    cells: Readonly<Record<string, RunSettings>>;
    jobs?: number;
    sameCode?: boolean;
    folder?: ResultsFolder;
    choice?: readonly number[];
    observe?: (first: Worker) => Partial<RunObserver>;
    signal?: AbortSignal;
  },
): Promise<
  PlanResult & {
    log: string[];
    runs: readonly PlannedRun[];
    first: Worker;
  }
> {
  const log: string[] = [];
  const first = await startWorker({ name: "cpu" });
  const { runs } = planOf([claimOn(cells)], {
    engine: first.engine,
    ...choice === undefined ? {} : { choice },
  });
  const options: RunPlanOptions = {
    folder: folder ?? await openResultsFolder(path, { create: true }),
    engine: { name: "cpu" },
    dataDir: path,
    jobs,
    first,
    sameCode,
    observer: observerOf(log, observe(first)),
    signal: signal ?? new AbortController().signal,
  };
  return { ...await runPlan(runs, options), log, runs, first };
}

function outcomesOf(records: ReadonlyMap<string, RunRecord>) {
  return [...records].map(([run, { outcome }]) => [run, outcome]).toSorted();
}

test("what other code did is done again only where that is asked for", async () => {
  await withFolder(async (path) => {
    const cells = { short: SHORT };
    const { records } = await call(path, { cells, choice: [0] });
    const [record] = records.values();
    const folder = await openResultsFolder(path, { create: true });
    await folder.write({
      ...record!,
      environment: { ...record!.environment, sources: "other" },
    });
    const kept = await call(path, { cells, choice: [0] });
    assertEquals(kept.log, ["planned 1, finished 1"]);
    const again = await call(path, { cells, choice: [0], sameCode: true });
    assertEquals(again.log, ["planned 1, finished 0", "short seed 0 finished"]);
    const same = await call(path, { cells, choice: [0], sameCode: true });
    assertEquals(same.log, ["planned 1, finished 1"]);
  });
});

test("every run is done, stored, and not done again", async () => {
  await withFolder(async (path) => {
    const { log, records, failures, runs } = await call(path, {
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

    const again = await call(path, { cells: { short: SHORT, other: OTHER } });
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
      await call(join(path, "1"), { cells }),
      await call(join(path, "2"), { cells, jobs: 2 }),
    ];
    assertEquals(outcomesOf(one.records), outcomesOf(two.records));
    assertEquals(two.records.size, 4);
  });
});

test("a worker that is killed fails its run; the next call does that alone", async () => {
  await withFolder(async (path) => {
    const cells = { endless: ENDLESS, short: SHORT };
    const { log, failures, records } = await call(path, {
      cells,
      choice: [0],
      observe: (first) => ({
        progress: ({ cell }) => {
          if (cell === "endless") Deno.kill(first.pid, "SIGKILL");
        },
        failed: (_, { message }) =>
          assertStringIncludes(message, "was killed (SIGKILL)"),
      }),
    });
    assertEquals(log, [
      "planned 2, finished 0",
      "endless seed 0 failed",
      "short seed 0 finished",
    ]);
    assertEquals(failures.map(({ cell }) => cell), ["endless"]);
    assertEquals(records.size, 1);

    const stop = new AbortController();
    const started: string[] = [];
    await call(path, {
      cells,
      choice: [0],
      observe: () => ({
        started: ({ cell }) => started.push(cell),
        progress: () => stop.abort(),
      }),
      signal: stop.signal,
    });
    assertEquals(started, ["endless"]);
  });
});

test("an error in a run fails it with its stack and no other", async () => {
  await withFolder(async (path) => {
    const { log, failures } = await call(path, {
      cells: { broken: settingsWith(1), short: SHORT },
      observe: () => ({
        failed: (_, { message }) =>
          assertStringIncludes(message, "\n    at doRun"),
      }),
    });
    assertEquals(failures.length, 2);
    assertEquals(log.slice(1), [
      ...["broken seed 0 failed", "short seed 0 finished"],
      ...["broken seed 1 failed", "short seed 1 finished"],
    ]);
  });
});

test("an interruption ends the workers and keeps what has finished", async () => {
  await withFolder(async (path) => {
    const stop = new AbortController();
    const { log, records, failures } = await call(path, {
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
    const { records } = await call(path, {
      cells: { short: SHORT },
      observe: () => ({ started: ({ cell }) => started.push(cell) }),
      signal: AbortSignal.abort(),
    });
    assertEquals([records.size, started.length], [0, 0]);
  });
});

test("missing data stop everything, and nothing more is started", async () => {
  await withFolder(async (path) => {
    const started: string[] = [];
    const { message } = await assertRejects(
      () =>
        call(path, {
          cells: {
            endless: ENDLESS,
            real: trainingWith({ datasets: ["fashion-mnist"] }),
            short: SHORT,
          },
          jobs: 2,
          observe: () => ({ started: ({ cell }) => started.push(cell) }),
        }),
      UsageError,
    );
    assertStringIncludes(message, path);
    // Which of both is first to get its mark is not decided.
    assertEquals(started.toSorted(), ["endless", "real"]);
  });
});

test("on a full disk the run has failed, what is under way ends, no more is started", async () => {
  await withFolder(async (path) => {
    const folder = await openResultsFolder(path, { create: true });
    const cells = { short: SHORT, other: OTHER };
    let writes = 0;
    const { log, failures, records } = await call(path, {
      cells,
      jobs: 2,
      folder: {
        ...folder,
        write: async (record) => {
          if (writes++ === 0) throw new Breakdown("the disk is full");
          await folder.write(record);
        },
      },
      observe: () => ({
        failed: (_, { message }) => assertEquals(message, "the disk is full"),
      }),
    });
    assertEquals(log.length, 3);
    assertEquals([failures.length, records.size], [1, 1]);
    const again = await call(path, { cells });
    assertEquals(again.log[0], "planned 4, finished 1");
    assertEquals(again.records.size, 4);
  });
});

test("a full disk that cannot take a mark either breaks the work off", async () => {
  await withFolder(async (path) => {
    const folder = await openResultsFolder(path, { create: true });
    const started: string[] = [];
    await assertRejects(
      () =>
        call(path, {
          cells: { broken: settingsWith(1), short: SHORT },
          folder: {
            ...folder,
            marks: {
              ...folder.marks,
              fail: () => Promise.reject(new Breakdown("the disk is full")),
            },
          },
          observe: () => ({ started: ({ cell }) => started.push(cell) }),
        }),
      Breakdown,
      "the disk is full",
    );
    assertEquals(started, ["broken"]);
  });
});

test("a failed run is marked, and the mark goes when it is done", async () => {
  await withFolder(async (path) => {
    const { marks } = await openResultsFolder(path, { create: true });
    const cells = { short: SHORT };
    const { runs } = await call(path, {
      cells,
      choice: [0],
      observe: (first) => ({ started: () => Deno.kill(first.pid, "SIGKILL") }),
    });
    const [{ run }] = runs as [PlannedRun];
    assertStringIncludes((await marks.failure(run))!.message, "SIGKILL");
    assertEquals(await marks.holder(run), undefined);
    await call(path, { cells, choice: [0] });
    assertEquals(await marks.failure(run), undefined);
    assertEquals(await marks.files(), {
      finished: new Set([run]),
      claimed: new Set<string>(),
      failed: new Set<string>(),
    });
  });
});

test("two calls with one folder share the runs out", async () => {
  await withFolder(async (path) => {
    const cells = { short: SHORT, other: OTHER };
    const [a, b] = await Promise.all([
      call(path, { cells }),
      call(path, { cells }),
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
    const { log } = await call(path, {
      cells,
      observe: () => ({ note: () => void claim!.release() }),
    });
    assertEquals(log, [
      "planned 2, finished 0",
      "short seed 1 finished",
      "waiting for 1 runs that another process does",
      "short seed 0 finished",
    ]);
  });
});

test("a damaged record is set aside and its run done again", async () => {
  await withFolder(async (path) => {
    const cells = { short: SHORT };
    const { runs, records } = await call(path, { cells });
    const file = join(path, "runs", `${runs[0]!.run}.json`);
    await Deno.truncate(file, 50);
    let aside = "";
    const again = await call(path, {
      cells,
      observe: () => ({ setAside: (_, path) => aside = path }),
    });
    assertEquals(again.log, [
      "planned 2, finished 1",
      "short seed 0 set aside",
      "short seed 0 finished",
    ]);
    assertEquals((await Deno.stat(aside)).size, 50);
    assertEquals(outcomesOf(again.records), outcomesOf(records));
  });
});
