import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { parse } from "@std/csv";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { Breakdown } from "../../core/exit_code.ts";
import { withLock } from "../../core/file_lock.ts";
import { UsageError } from "../../core/usage_error.ts";
import { makePlan, type Plan } from "../running/plan.ts";
import { readResultsCsv, writeResultsCsv } from "./results_csv.ts";
import {
  claimOn,
  claimWith,
  FINGERPRINT,
  outcomeWith,
  planOf,
  recordsOf,
  settingsWith,
  trainingWith,
  tunedClaim,
  withFolder,
} from "../testing.ts";

const HEADER = "suite,tier,engine,cell,seed,metric,value,unit,status,steps," +
  "seconds,run";

function write(plan: Plan, folder: string, records = recordsOf(plan)) {
  return writeResultsCsv(plan, { folder, records });
}

/** Cell and seed of the rows of the metric "time" of a suite. */
async function rowsIn(folder: string, suite = "made-up"): Promise<string[]> {
  return (await readResultsCsv(folder))
    .filter((row) => row.suite === suite && row.metric === "time")
    .map(({ cell, seed }) => `${cell} ${seed}`);
}

test("the table has a row for each run and metric, in these columns", async () => {
  await withFolder(async (folder) => {
    const plan = planOf([claimWith()]);
    const path = await write(plan, folder);
    assertEquals(path, join(folder, "results.csv"));
    const text = await Deno.readTextFile(path);
    assertEquals(text.split("\r\n")[0], HEADER);
    const rows = parse(text, { skipFirstRow: true });
    assertEquals(rows.length, 6 * 2);
    assertEquals(rows[0], {
      suite: "made-up",
      tier: "desk",
      engine: "wasm",
      cell: "a",
      seed: "0",
      metric: "accuracy",
      value: "80",
      unit: "percent",
      status: "converged",
      steps: "100",
      seconds: "1.5",
      run: plan.suites[0]!.cells[0]!.runs.get(0)!,
    });
  });
});

test("names may hold commas and quotes, and values may be missing", async () => {
  await withFolder(async (folder) => {
    const plan = planOf([claimWith({ id: 'a "b", c' })], { choice: [0] });
    const metrics = { loss: { value: NaN, unit: "nats" } };
    await write(plan, folder, recordsOf(plan, () => outcomeWith({ metrics })));
    const [row] = await readResultsCsv(folder);
    assertEquals([row!.suite, row!.value], ['a "b", c', "NaN"]);
  });
});

test("runs that have not finished have no row", async () => {
  await withFolder(async (folder) => {
    const plan = planOf([claimWith()]);
    const records = recordsOf(plan);
    records.delete(plan.suites[0]!.cells[1]!.runs.get(1)!);
    await write(plan, folder, records);
    assertEquals((await rowsIn(folder)).includes("b 1"), false);
    assertEquals((await rowsIn(folder)).length, 5);
  });
});

test("a second call replaces its rows", async () => {
  await withFolder(async (folder) => {
    const plan = planOf([claimWith()]);
    const first = await Deno.readTextFile(await write(plan, folder));
    assertEquals(await Deno.readTextFile(await write(plan, folder)), first);
  });
});

test("rows of other suites, tiers and engines stay", async () => {
  await withFolder(async (folder) => {
    const claim = claimWith();
    const plan = planOf([claim]);
    await write(planOf([claimWith({ id: "other" })]), folder);
    await write({ ...plan, tier: "paper" }, folder);
    await write(planOf([claim], { engine: { engine: "cpu" } }), folder);
    await write(plan, folder);
    await write(plan, folder);
    assertEquals((await readResultsCsv(folder)).length, 4 * 6 * 2);
  });
});

test("rows of other seeds of the same experiment stay", async () => {
  await withFolder(async (folder) => {
    await write(planOf([claimWith()]), folder);
    await write(planOf([claimWith()], { choice: [2, 9] }), folder);
    assertEquals((await rowsIn(folder)).toSorted(), [
      ...["a 0", "a 1", "a 2", "a 9"],
      ...["b 0", "b 1", "b 2", "b 9"],
    ]);
  });
});

test("rows of other seeds of one's own method stay, until it has changed", async () => {
  await withFolder(async (folder) => {
    const planWith = (choice: readonly number[], digest: string) =>
      makePlan([claimOn({ a: trainingWith() })], {
        ...{ tier: "desk", engine: FINGERPRINT, choice },
        method: { name: "mine", digest },
      });
    await write(planWith([0, 1], "d1"), folder);
    await write(planWith([2, 3], "d1"), folder);
    assertEquals((await rowsIn(folder)).toSorted(), [
      ...["a 0", "a 1", "a 2", "a 3"],
      ...["user: mine, a 0", "user: mine, a 1"],
      ...["user: mine, a 2", "user: mine, a 3"],
    ]);
    await write(planWith([4], "d2"), folder);
    assertEquals(
      (await rowsIn(folder)).filter((row) => row.startsWith("user")),
      ["user: mine, a 4"],
    );
  });
});

test("rows of a tuned cell stay while it has not chosen", async () => {
  await withFolder(async (folder) => {
    const claims = [tunedClaim()];
    const before = planOf(claims);
    const after = makePlan(claims, {
      ...{ tier: "desk", engine: FINGERPRINT, choice: undefined },
      records: recordsOf(before),
    });
    await write(after, folder);
    const all = ["a 0", "a 1", "a 2", "b 0", "b 1", "b 2"];
    assertEquals((await rowsIn(folder)).toSorted(), all);
    await write(before, folder);
    assertEquals((await rowsIn(folder)).toSorted(), all);
    await write(after, folder);
    assertEquals((await rowsIn(folder)).toSorted(), all);
  });
});

test("rows stay where nothing has finished on an engine that is not settled", async () => {
  await withFolder(async (folder) => {
    const claims = [claimWith()];
    const engine = { engine: "tensorflow", backend: "2.21" };
    await write(planOf(claims, { engine }), folder);
    const rows = await readResultsCsv(folder);
    const unsettled = planOf(claims, { engine: { engine: "tensorflow" } });
    await write(unsettled, folder, new Map());
    assertEquals(await readResultsCsv(folder), rows);
  });
});

test("rows of one's own method stay when a call does without it", async () => {
  await withFolder(async (folder) => {
    const claim = claimOn({ a: trainingWith() });
    const own = makePlan([claim], {
      ...{ tier: "desk", engine: FINGERPRINT, choice: undefined },
      method: { name: "mine", digest: "d1" },
    });
    await write(own, folder);
    await write(planOf([claim]), folder);
    const all = ["a 0", "a 1", "user: mine, a 0", "user: mine, a 1"];
    assertEquals((await rowsIn(folder)).toSorted(), all);
    await write(planOf([claimOn({ b: trainingWith() })]), folder);
    assertEquals(await rowsIn(folder), ["b 0", "b 1"]);
  });
});

test("rows of an experiment that has changed go", async () => {
  await withFolder(async (folder) => {
    await write(planOf([claimWith()]), folder);
    const { study } = claimWith();
    const changed = claimWith({
      study: {
        ...study,
        // Cell "a" has other settings, cell "b" is gone.
        cells: () => [{ id: "a", settings: settingsWith(7) }],
      },
      cells: () => ["a"],
    });
    await write(planOf([changed], { choice: [0] }), folder);
    assertEquals(await rowsIn(folder), ["a 0"]);
  });
});

test("a file that is not such a table is left alone", async () => {
  await withFolder(async (folder) => {
    const path = join(folder, "results.csv");
    for (
      const [text, said] of [
        ["a,b\r\n1,2\r\n", "its columns are a,b"],
        [`${HEADER},extra\r\n`, "its columns are "],
        [`${HEADER}\r\n1,2\r\n`, "Cannot parse CSV"],
        [`${HEADER}\r\n"open\r\n`, "Cannot parse CSV"],
      ] as const
    ) {
      await Deno.writeTextFile(path, text);
      const { message } = await assertRejects(
        () => write(planOf([claimWith()]), folder),
        UsageError,
      );
      assertStringIncludes(message, `Cannot add to ${path}: `);
      assertStringIncludes(message, said);
      assertStringIncludes(message, "move it away");
      assertEquals(await Deno.readTextFile(path), text);
    }
  });
});

test("an empty file is a table without rows", async () => {
  await withFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "results.csv"), "");
    assertEquals(await readResultsCsv(folder), []);
    await Deno.writeTextFile(join(folder, "results.csv"), `${HEADER}\n`);
    assertEquals(await readResultsCsv(folder), []);
  });
});

test("a table that cannot be written breaks the work off", async () => {
  await withFolder(async (folder) => {
    const missing = join(folder, "missing");
    await assertRejects(
      () => write(planOf([claimWith()]), missing),
      Breakdown,
      `Cannot write to the results folder ${missing}`,
    );
  });
});

test("a wait for another process that writes it can be ended, and leaves it", async () => {
  await withFolder(async (folder) => {
    const plan = planOf([claimWith()]);
    const ending = new AbortController();
    await withLock(join(folder, "results.csv.lock"), async () => {
      const csv = await writeResultsCsv(plan, {
        ...{ folder, records: recordsOf(plan), atOnce: ending.signal },
        onWait: () => ending.abort(),
      });
      assertEquals(csv, join(folder, "results.csv"));
    });
    assertEquals(await rowsIn(folder), []);
  });
});
