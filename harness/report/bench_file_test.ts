import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { join } from "node:path";
import { UsageError } from "../../core/usage_error.ts";
import { withFolder } from "../testing.ts";
import { readBenchFile } from "./bench_file.ts";
import { benchSection } from "./bench_section.ts";

/** As `deno bench --json` prints it. */
const PRINTED = {
  version: 1,
  runtime: "Deno/2.9.6 x86_64-unknown-linux-gnu",
  cpu: "AMD EPYC",
  benches: [
    bench("SGD, B", { baseline: true, avg: 2e6 }),
    bench("noise <b>, B", { baseline: false, avg: 5e6 }),
    {
      ...bench("broken", { baseline: false, avg: 0 }),
      results: [{ failed: { message: "x" } }],
    },
  ],
};

function bench(
  name: string,
  { baseline, avg }: { baseline: boolean; avg: number },
) {
  const ok = { n: 20, min: 1e6, max: 9e6, avg, p75: 3e6, p99: 9e6 };
  return { origin: "x", group: "F1, B=100", name, baseline, results: [{ ok }] };
}

async function read(text: string) {
  let found;
  await withFolder(async (folder) => {
    const path = join(folder, "bench.json");
    await Deno.writeTextFile(path, text);
    found = await readBenchFile(path);
  });
  return found!;
}

async function refusal(text: string): Promise<string> {
  return (await assertRejects(() => read(text), UsageError)).message;
}

test("timings are read as they were printed", async () => {
  const { runtime, cpu, timings } = await read(JSON.stringify(PRINTED));
  assertEquals([runtime, cpu], [PRINTED.runtime, PRINTED.cpu]);
  assertEquals(timings[0], {
    group: "F1, B=100",
    name: "SGD, B",
    baseline: true,
    time: { n: 20, min: 1e6, avg: 2e6, p75: 3e6, max: 9e6 },
  });
  assertEquals(timings[2]!.time, undefined);
});

test("anything else is refused by the file's name", async () => {
  const cases: [string, string][] = [
    ["{", "it is not JSON"],
    ["null", 'it has no list "benches"'],
    ['{"benches": {}}', 'it has no list "benches"'],
    ['{"benches": []}', "it holds no timing"],
    ['{"benches": [{"name": "a", "results": []}]}', "it holds no timing"],
    ['{"benches": [null]}', "its benchmark 1 is damaged"],
    ['{"benches": [{"name": "a", "results": [{"ok": {}}]}]}', "damaged"],
    ['{"benches": [{"name": 7, "results": []}]}', "damaged"],
  ];
  for (const [text, what] of cases) {
    const message = await refusal(text);
    assertStringIncludes(message, "bench.json: ");
    assertStringIncludes(message, what);
  }
  await assertRejects(() => readBenchFile("/nowhere/bench.json"), UsageError);
});

test("the section compares each with the baseline of its group", async () => {
  const section = String(benchSection(await read(JSON.stringify(PRINTED))));
  assertStringIncludes(section, '<td class="number">baseline</td>');
  assertStringIncludes(
    section,
    '<th scope="row">noise &lt;b&gt;, B</th><td class="number">2.50 ×</td>',
  );
  assertStringIncludes(
    section,
    '<th scope="row">broken</th><td class="number">—</td><td class="number">failed</td>',
  );
});
