import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import {
  caseAtLeast,
  caseAtMost,
  metricsAre,
  metricsVanish,
  ofCell,
} from "./metric_cases.ts";

const MEASURED: Readonly<Record<string, number>> = { a: 2, b: 1e-7 };
const measured = (cell: string, metric: string) =>
  cell === "c" ? MEASURED[metric]! : NaN;

test("metricsAre allows a fraction of each value and a constant", () => {
  const { cases } = metricsAre("a is 2, b is 0", {
    ...{ cell: "c", metrics: { a: 2.5, b: 0 } },
    ...{ relative: 0.1, absolute: 0.01 },
  });
  assertEquals(cases(measured), [
    { at: "c, a", value: 2, expected: 2.5, bound: 0.26 },
    { at: "c, b", value: 1e-7, expected: 0, bound: 0.01 },
  ]);
});

test("metricsVanish expects 0", () => {
  const { cases } = metricsVanish("b is 0", {
    ...{ cell: "c", metrics: ["b"], bound: 1e-6 },
  });
  assertEquals(cases(measured), [
    { at: "c, b", value: 1e-7, expected: 0, bound: 1e-6 },
  ]);
});

test("atMost and atLeast name their side and limit", () => {
  assertEquals(caseAtMost(2, { at: "a", value: 1 }), {
    ...{ at: "a", value: 1, predicate: "AT MOST", limit: 2 },
  });
  assertEquals(caseAtLeast(2, { at: "a", value: 1 }), {
    ...{ at: "a", value: 1, predicate: "AT LEAST", limit: 2 },
  });
});

test("ofCell reads the metrics of one cell", () => {
  assertEquals(ofCell(measured, "c")("a"), 2);
});
