import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { benchResults, readBenchResults } from "./bench_results.ts";
import { UsageError } from "./usage_error.ts";

/** As `deno bench --json` prints it. */
const PRINTED = {
  version: 1,
  runtime: "Deno/2.9.6 x86_64-unknown-linux-gnu",
  cpu: "AMD EPYC",
  benches: [
    bench({ ok: { n: 20, min: 1e6, max: 9e6, avg: 2e6, p75: 3e6, p99: 9e6 } }),
    { ...bench({ failed: { name: "Error", message: "x" } }), group: null },
  ],
};

function bench(result: unknown) {
  return {
    ...{ origin: "x", group: "F1, B=100", name: "SGD, B", baseline: true },
    results: [result],
  };
}

const RESULTS = {
  ...{ runtime: PRINTED.runtime, cpu: PRINTED.cpu },
  timings: [
    {
      ...{ group: "F1, B=100", name: "SGD, B", baseline: true },
      time: { n: 20, min: 1e6, avg: 2e6, p75: 3e6, max: 9e6 },
    },
    { group: "", name: "SGD, B", baseline: true, failure: "x" },
  ],
};

test("timings are read as they were printed", () => {
  assertEquals(benchResults(JSON.stringify(PRINTED), "x"), RESULTS);
});

test("anything else is refused", () => {
  const one = (bench: string) => `{"version": 1, "benches": [${bench}]}`;
  const cases: [string, string][] = [
    ["{", "it is not JSON"],
    ["null", 'it has no list "benches"'],
    ['{"version": 1, "benches": {}}', 'it has no list "benches"'],
    ['{"version": 2, "benches": []}', "it must be version 1, found version 2"],
    [one(""), "it holds no timing"],
    [one('{"name": "a", "results": []}'), "it holds no timing"],
    [one("null"), "its benchmark 1 is damaged"],
    [one('{"name": "a", "results": [{"ok": {}}]}'), "its benchmark 1 is dam"],
    [one('{"name": 7, "results": []}'), "its benchmark 1 is damaged"],
  ];
  for (const [json, what] of cases) {
    assertThrows(
      () => benchResults(json, "from x"),
      UsageError,
      `Cannot use benchmark results from x: ${what}`,
    );
  }
});

test("a file is named that cannot be read or used", async () => {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(path, JSON.stringify(PRINTED));
    assertEquals(await readBenchResults(path), RESULTS);
    await Deno.writeTextFile(path, "{");
    await assertRejects(
      () => readBenchResults(path),
      UsageError,
      `Cannot use benchmark results ${path}: it is not JSON`,
    );
  } finally {
    await Deno.remove(path);
  }
  await assertRejects(
    () => readBenchResults(path),
    UsageError,
    `Cannot use benchmark results ${path}: No such file`,
  );
});
