import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { flopOf, WORKS } from "../works.ts";
import type { Measurement } from "./measure.ts";
import { reportJson, reportText } from "./report.ts";
import { fakeContender } from "./testing.ts";

const work = WORKS[0]!;
const measurement: Measurement = {
  work,
  contenders: ["wasm", "torch", "jax"].map((id) =>
    fakeContender(id, { milliseconds: 0 })
  ),
  incapable: { webgpu: "a buffer is too big\nmore of it" },
  differences: [0, 1e-6, 2e-4],
  rounds: [
    { wasm: 2000, torch: 1000, jax: 8000 },
    { wasm: 20, torch: 20, jax: 40 },
    { wasm: 20, torch: 40, jax: 40 },
  ],
};

test("times are medians over rounds, ratios of one round each", () => {
  const { contenders, ...rest } = reportJson(measurement);
  assertEquals(
    contenders.map(({ id, milliseconds }) => [id, milliseconds]),
    [["wasm", 20], ["torch", 40], ["jax", 40]],
  );
  assertEquals(contenders[0], {
    ...{ id: "wasm", title: "WASM", device: "CPU", milliseconds: 20 },
    gigaflopPerSecond: flopOf(work) / 20e6,
    ratios: [
      { to: "torch", first: 0.75, median: 1, third: 1.5 },
      { to: "jax", first: 0.375, median: 0.5, third: 0.5 },
    ],
  });
  assertEquals(rest, {
    ...{ work: "f1-100", title: "F1, Adam, B=100", flop: flopOf(work) },
    incapable: measurement.incapable,
    lossDifferences: measurement.differences,
    rounds: measurement.rounds,
  });
});

test("a table with a line for each contender, a column for each peer", () => {
  const text = reportText(measurement, { threads: 2 });
  assertMatch(
    text,
    /^F1, Adam, B=100: 1.06 GFLOP a step, up to 2 threads each, /,
  );
  assertMatch(text, /│ +│ ms a step │ GFLOP\/s │ time \/ torch +│ time \/ jax/);
  assertMatch(text, /│ WASM +│ 20.0 +│ 53.0 +│ 1.00 \(0.75 to 1.50\) │ 0.50 /);
  assertMatch(text, /│ TORCH │ 40.0 +│ 26.5 +│ 1 +│ 0.50 /);
  assertStringIncludes(text, "differ by at most 0e+0, 1e-6, 2e-4 in the first");
  assertMatch(text, /webgpu cannot do it: a buffer is too big$/);
});

test("without a peer the first contender is what others are compared with", () => {
  const contenders = measurement.contenders.slice(0, 1);
  const [line] = reportJson({ ...measurement, contenders }).contenders;
  assertEquals(line!.ratios, [{ to: "wasm", first: 1, median: 1, third: 1 }]);
});
