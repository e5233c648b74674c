import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { parquetReadObjects } from "hyparquet";
import { join } from "node:path";
import { writeResultsCsv } from "./results_csv.ts";
import { writeResultsParquet } from "./results_parquet.ts";
import {
  claimWith,
  outcomeWith,
  planOf,
  recordsOf,
  withFolder,
} from "../testing.ts";

async function rowsIn(folder: string): Promise<Record<string, unknown>[]> {
  const { buffer } = await Deno.readFile(join(folder, "results.parquet"));
  return await parquetReadObjects({ file: buffer });
}

test("every value comes back with its type", async () => {
  await withFolder(async (folder) => {
    const columns = { name: "STRING", n: "INT64", x: "DOUBLE" } as const;
    const rows = [
      { name: "α=1, “b”", n: 9007199254740991, x: 0.1 },
      { name: "", n: "12", x: "1e-300" },
      { name: "none", n: "", x: "" },
      { name: "no integer", n: "1.5", x: 1 },
      { name: "no number", n: 0, x: NaN },
    ];
    const path = await writeResultsParquet(rows, { folder, columns });
    assertEquals(path, join(folder, "results.parquet"));
    assertEquals(await rowsIn(folder), [
      { name: "α=1, “b”", n: 9007199254740991n, x: 0.1 },
      { name: "", n: 12n, x: 1e-300 },
      { name: "none", n: null, x: null },
      { name: "no integer", n: null, x: 1 },
      { name: "no number", n: 0n, x: NaN },
    ]);
  });
});

test("no rows are a table without rows", async () => {
  await withFolder(async (folder) => {
    const columns = { name: "STRING" } as const;
    await writeResultsParquet([], { folder, columns });
    assertEquals(await rowsIn(folder), []);
  });
});

test("the table of a call is written beside its CSV file, earlier rows too", async () => {
  await withFolder(async (folder) => {
    const diverged = outcomeWith({
      status: "diverged",
      metrics: { accuracy: { value: NaN, unit: "percent" } },
    });
    for (const id of ["first", "second"]) {
      const plan = planOf([claimWith({ id })]);
      const records = recordsOf(
        plan,
        (cell) => cell === "b" ? diverged : outcomeWith(),
      );
      await writeResultsCsv(plan, { folder, records });
    }
    const rows = await rowsIn(folder);
    assertEquals(rows.length, 2 * (3 * 2 + 3));
    assertEquals(
      [...new Set(rows.map(({ suite }) => suite))],
      ["first", "second"],
    );
    const { run: _, ...last } = rows.at(-1)!;
    assertEquals(last, {
      suite: "second",
      tier: "desk",
      engine: "wasm",
      cell: "b",
      seed: 2n,
      metric: "accuracy",
      value: NaN,
      unit: "percent",
      status: "diverged",
      steps: 100n,
      seconds: 1.5,
    });
  });
});
