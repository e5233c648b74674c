import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { openResultsFolder } from "../records/results_folder.ts";
import { claimWith, planOf, recordsOf, withFolder } from "../testing.ts";
import { outcomesIn } from "./outcomes_in.ts";

test("what a kill left damaged is missing", async () => {
  await withFolder(async (path) => {
    const folder = await openResultsFolder(path, { create: true });
    const records = [...recordsOf(planOf([claimWith()])).values()];
    for (const record of records) await folder.write(record);
    const [aside, broken, ...whole] = records;
    await Deno.writeTextFile(join(path, "runs", `${aside!.run}.json`), "{");
    await folder.setAside(aside!.run);
    await Deno.writeTextFile(join(path, "runs", `${broken!.run}.json`), "{");
    assertEquals(
      await outcomesIn(path),
      Object.fromEntries(whole.map(({ run, outcome }) => [run, outcome])),
    );
  });
});
