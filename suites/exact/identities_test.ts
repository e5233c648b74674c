import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Results } from "../suite.ts";
import { resultsWith } from "../testing.ts";
import { type Identity, judgeIdentities } from "./identities.ts";

/** Results of one cell "c" with a metric "x" of seeds 0, 1, 2, …. */
function resultsOf(x: Record<number, number>): Results {
  return resultsWith("smoke", { x: { c: Object.values(x) } });
}

const NEAR_ONE_AND_TWO: Identity = {
  statement: "x is 1 and 2x is 2",
  cases: (measured) => {
    const x = measured("c", "x");
    return [
      { at: "x", value: x, expected: 1, bound: 0.1 },
      { at: "2x", value: 2 * x, expected: 2, bound: 0.4 },
    ];
  },
};

function judge(x: Record<number, number>) {
  const { outcome, findings } = judgeIdentities(resultsOf(x), {
    identities: [NEAR_ONE_AND_TWO],
    cells: ["c"],
  });
  return { outcome, finding: findings[0]! };
}

test("an identity holds if all its cases do; the tightest is shown", () => {
  const { outcome, finding } = judge({ 0: 1.0625 });
  assertEquals(outcome, "reproduced");
  assertEquals(
    finding.statement,
    "x is 1 and 2x is 2 (x, the worst of 2)",
  );
  assertEquals(finding.evidence, {
    value: 1.0625,
    expected: 1,
    error: 0.0625,
    bound: 0.1,
    holds: true,
  });
});

test("one failing case of one seed contradicts", () => {
  const { outcome, finding } = judge({ 0: 1, 1: 1.15, 2: 1 });
  assertEquals(outcome, "contradicted");
  assertEquals(
    finding.statement,
    "x is 1 and 2x is 2 (x, seed 1, the worst of 6)",
  );
});

test("what is not a number contradicts, wherever it stands", () => {
  for (const x of [{ 0: NaN, 1: 1 }, { 0: 1, 1: NaN }, { 0: Infinity, 1: 9 }]) {
    assertEquals(judge(x).outcome, "contradicted");
  }
});

test("a bound of 0 is met by no error only", () => {
  const exactly: Identity = {
    statement: "x = 1",
    cases: (measured) => [
      { at: "x", value: measured("c", "x"), expected: 1, bound: 0 },
    ],
  };
  for (const [x, expected] of [[1, "reproduced"], [1.5, "contradicted"]]) {
    const { outcome, findings } = judgeIdentities(
      resultsOf({ 0: x as number }),
      { identities: [exactly], cells: ["c"] },
    );
    assertEquals(outcome, expected);
    assertEquals(findings[0]!.statement, "x = 1 (x)");
  }
});

/** Of two cases, at most 10 and at most 1000, the one that is shown. */
function shownOf(values: readonly [number, number]) {
  const limited: Identity = {
    statement: "small enough",
    cases: () => [
      { at: "ten", value: values[0], predicate: "AT MOST", limit: 10 },
      { at: "thousand", value: values[1], predicate: "AT MOST", limit: 1000 },
    ],
  };
  const { findings } = judgeIdentities(resultsOf({ 0: 1 }), {
    ...{ identities: [limited], cells: ["c"] },
  });
  return findings[0]!;
}

test("of limits the one that is nearest, or passed by most, is shown", () => {
  for (
    const [values, at, outcome] of [
      [[5, 900], "thousand", "reproduced"],
      [[9.9, 900], "ten", "reproduced"],
      [[10, 999], "ten", "reproduced"],
      [[10.1, 1100], "thousand", "contradicted"],
      [[11, 900], "ten", "contradicted"],
      [[11, 1001], "ten", "contradicted"],
      [[20, NaN], "thousand", "contradicted"],
    ] as const
  ) {
    const shown = shownOf(values);
    assertEquals(shown.statement, `small enough (${at}, the worst of 2)`);
    assertEquals(shown.outcome, outcome);
  }
  const { evidence } = shownOf([5, 900]);
  assertEquals(evidence, {
    ...{ predicate: "AT MOST", value: 900, limit: 1000 },
    outcome: "reproduced",
  });
});

test("a limit may be one from below", () => {
  for (const [value, outcome] of [[2, "reproduced"], [0.5, "contradicted"]]) {
    const judged = judgeIdentities(resultsOf({ 0: 1 }), {
      identities: [{
        statement: "enough",
        cases: () => [{
          ...{ at: "x", value: value as number },
          ...{ predicate: "AT LEAST", limit: 1 },
        }],
      }],
      cells: ["c"],
    });
    assertEquals(judged.outcome, outcome);
  }
});

test("of cases that allow no error, the farthest off is shown", () => {
  const { findings } = judgeIdentities(resultsOf({ 0: 1 }), {
    identities: [{
      statement: "the same",
      cases: () =>
        [2, 192, 18].map((value) => ({
          ...{ at: `${value}`, value, expected: 0, bound: 0 },
        })),
    }],
    cells: ["c"],
  });
  assertEquals(findings[0]!.statement, "the same (192, the worst of 3)");
});

test("a metric without the seed is an error, no verdict", () => {
  const results = resultsOf({ 0: 1 });
  const missing = { ...results, metric: () => new Map<number, number>() };
  assertThrows(
    () =>
      judgeIdentities(missing, {
        identities: [NEAR_ONE_AND_TWO],
        cells: ["c"],
      }),
    RangeError,
    "Cannot judge x of cell c: there is no run of seed 0",
  );
});
