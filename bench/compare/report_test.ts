import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Round } from "../../training/timing/timed_rounds.ts";
import { WORKS } from "../works.ts";
import { comparedWork, comparisonMarkdown, comparisonText } from "./report.ts";

/** A measurement whose base steps take 10 ms, 11 ms, …. */
function measured(ratios: readonly number[]) {
  const rounds = ratios.map((ratio, index): Round => {
    const base = 10 + index;
    return { base, head: ratio * base };
  });
  const nothing = { contenders: [], incapable: {}, differences: [] };
  return comparedWork({ work: WORKS[0]!, rounds, ...nothing }, {
    margin: 0.05,
  });
}

// Of seven ratios the smallest and the largest are the bounds.
const SLOWER = [1.06, 1.2, 1.3, 1.1, 1.4, 1.1, 1.1];
const UNDECIDED = [0.9, 1.2, 1.3, 1.1, 1.4, 1.1, 1.1];
const NOT_SLOWER = [0.9, 1, 1.04, 1.05, 0.8, 1, 1];

test("slower is what is beyond the margin with confidence", () => {
  const { slowness, ratio, milliseconds } = measured(SLOWER);
  assertEquals(slowness, "slower");
  assert(Math.abs(ratio.lower - 1.06) < 1e-12);
  assert(Math.abs(ratio.median - 1.1) < 1e-12);
  // 10 to 16 ms.
  assertEquals(milliseconds.base, 13);
  assertEquals(measured(UNDECIDED).slowness, "undecided");
  assertEquals(measured(NOT_SLOWER).slowness, "not slower");
});

test("the outcome for a person", () => {
  const text = comparisonText([measured(SLOWER), measured(NOT_SLOWER)]);
  assertStringIncludes(text, "│ 1.100       │ 1.060 to 1.400 │ slower     │");
  assertStringIncludes(text, "│ 1.000       │ 0.800 to 1.050 │ not slower │");
});

test("the outcome in Markdown", () => {
  const text = comparisonMarkdown([measured(SLOWER)], {
    ...{ engine: "wasm", margin: 0.05 },
  });
  assertStringIncludes(text, "## Speed on wasm, head against base\n\n| step |");
  assertStringIncludes(
    text,
    "| F1, Adam, B=100 | 13.0 | 15.6 | 1.100 | 1.060 to 1.400 | **slower** |\n",
  );
  assertStringIncludes(text, "Medians of 7 processes each");
  assertStringIncludes(text, "more than 5 %.\n");
});
