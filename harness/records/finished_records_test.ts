import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { UsageError } from "../../core/usage_error.ts";
import { finishedRecord, finishedRecords } from "./finished_records.ts";
import { openResultsFolder } from "./results_folder.ts";
import { RECORD_VERSION, RecordError } from "./run_record.ts";
import { claimWith, planOf, recordsOf, withFolder } from "../testing.ts";

const plan = planOf([claimWith()], { choice: { count: 40 } });
const records = recordsOf(plan);

test("the records that are there are found, in the order of the plan", async () => {
  await withFolder(async (path) => {
    const folder = await openResultsFolder(path, { create: true });
    const some = plan.runs.filter((_, index) => index % 3 !== 0);
    for (const { run } of some) await folder.write(records.get(run)!);
    const found = await finishedRecords(plan.runs, {
      ...{ folder, sources: undefined },
    });
    assertEquals([...found], some.map(({ run }) => [run, records.get(run)]));
  });
});

test("what other code did does not count where the same is wanted", async () => {
  await withFolder(async (path) => {
    const folder = await openResultsFolder(path, { create: true });
    const [run] = plan.runs;
    const record = records.get(run!.run)!;
    await folder.write(record);
    const { sources } = record.environment;
    assertEquals(await finishedRecord(run!, { folder, sources }), record);
    const other = { folder, sources: "other" };
    assertEquals(await finishedRecord(run!, other), undefined);
    assertEquals((await finishedRecords([run!], other)).size, 0);
  });
});

test("a damaged record is none, one of a later version an error", async () => {
  await withFolder(async (path) => {
    const folder = await openResultsFolder(path, { create: true });
    const [run] = plan.runs;
    const choice = { folder, sources: undefined };
    const file = join(path, "runs", `${run!.run}.json`);
    await Deno.writeTextFile(file, "{");
    assertEquals((await finishedRecords([run!], choice)).size, 0);
    await assertRejects(() => finishedRecord(run!, choice), RecordError);
    await folder.write({
      ...records.get(run!.run)!,
      version: RECORD_VERSION + 1,
    });
    await assertRejects(() => finishedRecords([run!], choice), UsageError);
  });
});
