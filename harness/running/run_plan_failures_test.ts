/**
 * What a plan does with runs, disks and records that fail it.
 *
 * @module
 */
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { Breakdown, Interruption } from "../../core/exit_code.ts";
import { UsageError } from "../../core/usage_error.ts";
import { openResultsFolder } from "../records/results_folder.ts";
import { ENDLESS, settingsWith, trainingWith, withFolder } from "../testing.ts";
import type { PlannedRun } from "./plan.ts";
import { OTHER, outcomesOf, runCells, SHORT } from "./testing.ts";

test("a worker that is killed fails its run; the next call does that alone", async () => {
  await withFolder(async (path) => {
    const cells = { endless: ENDLESS, short: SHORT };
    const { log, failures, records } = await runCells(path, {
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
    await runCells(path, {
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

test("Ctrl-C may reach a worker before this process", async () => {
  for (const also of [true, false]) {
    await withFolder(async (path) => {
      const stop = new AbortController();
      let started = 0;
      const call = runCells(path, {
        cells: { endless: ENDLESS, short: SHORT },
        choice: [0],
        observe: (first) => ({
          started: () => started++,
          progress: () => {
            if (!first.dead) Deno.kill(first.pid, "SIGINT");
            if (also) setTimeout(() => stop.abort(), 500);
          },
        }),
        signal: stop.signal,
      });
      if (also) {
        const { records, failures } = await call;
        assertEquals([records.size, failures.length], [0, 0]);
      } else await assertRejects(() => call, Interruption);
      assertEquals(started, 1);
    });
  }
});

test("an error in a run fails it with its stack and no other", async () => {
  await withFolder(async (path) => {
    const { log, failures } = await runCells(path, {
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

test("missing data stop everything, and nothing more is started", async () => {
  await withFolder(async (path) => {
    const started: string[] = [];
    const { message } = await assertRejects(
      () =>
        runCells(path, {
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
    const { log, failures, records } = await runCells(path, {
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
    const again = await runCells(path, { cells });
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
        runCells(path, {
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
    const { runs } = await runCells(path, {
      cells,
      choice: [0],
      observe: (first) => ({ started: () => Deno.kill(first.pid, "SIGKILL") }),
    });
    const [{ run }] = runs as [PlannedRun];
    assertStringIncludes((await marks.failure(run))!.message, "SIGKILL");
    assertEquals(await marks.holder(run), undefined);
    await runCells(path, { cells, choice: [0] });
    assertEquals(await marks.failure(run), undefined);
    assertEquals(await marks.files(), {
      finished: new Set([run]),
      claimed: new Set<string>(),
      failed: new Set<string>(),
    });
  });
});

test("a damaged record is set aside and its run done again", async () => {
  await withFolder(async (path) => {
    const cells = { short: SHORT };
    const { runs, records } = await runCells(path, { cells });
    const file = join(path, "runs", `${runs[0]!.run}.json`);
    await Deno.truncate(file, 50);
    let aside = "";
    const again = await runCells(path, {
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
