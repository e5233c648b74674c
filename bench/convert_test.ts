import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { benchResults } from "../core/bench_results.ts";
import { UsageError } from "../core/usage_error.ts";
import { FORMATS } from "./convert.ts";

/** Recorded, but for the folder of the file that was timed. */
const RECORDED = await Deno.readTextFile(
  new URL("testdata/deno_bench.json", import.meta.url),
);
const FIRST =
  "F1, Adam, B=1024, 4 workers, statistics of 128 examples, tensorflow: plain SGD (1.00× FLOP, 0.00 M numbers)";

const converted = (format: string, text: string) =>
  FORMATS[format]!(benchResults(text, "recorded"));

/** The recorded document with its first benchmark changed. */
function changed(change: Record<string, unknown>): string {
  const document = JSON.parse(RECORDED);
  document.benches[0] = { ...document.benches[0], ...change };
  return JSON.stringify(document);
}

test("Bencher gets latencies in nanoseconds", () => {
  const metrics = converted("bencher", RECORDED) as Record<string, unknown>;
  assertEquals(Object.keys(metrics).length, 6);
  assertEquals(metrics[FIRST], {
    latency: {
      ...{ value: 42541611, lower_value: 37403889, upper_value: 52200947 },
    },
  });
});

test("Bencher's names are not too long", () => {
  const metrics = converted("bencher", RECORDED) as Record<string, unknown>;
  assertEquals(Object.keys(metrics).filter(({ length }) => length > 1024), []);
});

test("github-action-benchmark gets milliseconds", () => {
  const results = converted("github-action-benchmark", RECORDED) as unknown[];
  assertEquals(results.length, 6);
  assertEquals(results[0], {
    name: FIRST,
    unit: "ms/iter",
    value: 42.541611,
    range: "37.403889 to 52.200947",
    extra: "10 iterations\nAMD EPYC\nDeno/2.9.6 x86_64-unknown-linux-gnu",
  });
});

test("a benchmark without a group has its own name", () => {
  const text = changed({ group: null, name: "alone" });
  const metrics = converted("bencher", text) as Record<string, unknown>;
  assertEquals(Object.keys(metrics)[0], "alone");
});

for (const format of Object.keys(FORMATS)) {
  test(`a benchmark that failed is not left out silently, ${format}`, () => {
    const text = changed({
      ...{ group: null, name: "alone" },
      results: [{ failed: { name: "Error", message: "out of memory" } }],
    });
    assertThrows(
      () => converted(format, text),
      UsageError,
      'Cannot convert "alone": it failed, out of memory',
    );
  });

  test(`two benchmarks of one name are refused, ${format}`, () => {
    const [, second] = JSON.parse(RECORDED).benches;
    assertThrows(
      () => converted(format, changed(second)),
      UsageError,
      `Cannot convert "${second.group}: ${second.name}": there are two`,
    );
  });
}
