import { assert, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { equivalent, greaterThan, notInferior } from "./comparison.ts";

function bySeed(values: readonly number[]): Map<number, number> {
  return new Map(values.entries());
}

/** Test accuracies in percent of seeds 0 to 4: Table 6 of the GNC paper. */
const TABLE_6 = {
  cifar10At4096: {
    baseline: bySeed([93.73, 93.47, 93.12, 93.74, 93.34]),
    gncToRnc: bySeed([94.48, 93.00, 94.10, 94.42, 94.01]),
  },
  cifar10At8192: {
    baseline: bySeed([66.84, 52.43, 50.92, 49.34, 53.00]),
    gnc: bySeed([90.93, 92.14, 90.84, 92.02, 89.06]),
    gncToRnc: bySeed([90.73, 92.17, 91.02, 92.11, 88.39]),
  },
} as const;

const ZEROS = bySeed([0, 0, 0, 0]);

/** Differences with mean m and standard deviation 1: t = 2.353 for n = 4. */
function around(m: number) {
  const unit = Math.sqrt(3) / 2;
  return bySeed([m - unit, m + unit, m - unit, m + unit]);
}

test("the paper's GNC beats the baseline at 8192, t = 11.15", () => {
  const { gnc, baseline } = TABLE_6.cifar10At8192;
  const result = greaterThan(gnc, baseline);
  assertEquals(result.outcome, "reproduced");
  assertEquals(result.n, 5);
  assertEquals(result.meanDifference.toFixed(3), "36.492");
  assertEquals(result.sd.toFixed(3), "7.321");
  const t = result.meanDifference / (result.sd / Math.sqrt(5));
  assertEquals(t.toFixed(2), "11.15");
  assertEquals(greaterThan(baseline, gnc).outcome, "contradicted");
});

test("the paper's GNCtoRNC at 4096 is inconclusive, t = 2.05 < 2.132", () => {
  const { gncToRnc, baseline } = TABLE_6.cifar10At4096;
  const result = greaterThan(gncToRnc, baseline);
  assertEquals(result.outcome, "inconclusive");
  const t = (result.effectSize ?? NaN) * Math.sqrt(5);
  assertEquals(t.toFixed(2), "2.05");
  // SciPy: P(noncentral t of 8 df and 0.918·√9 > 1.860) = 0.80, 0.74 for n=8.
  assertEquals(result.seedsToDecide, 9);
});

test("the paper's GNCtoRNC and GNC at 8192 differ by less than a point", () => {
  const { gncToRnc, gnc } = TABLE_6.cifar10At8192;
  // Differences -0.114 ± 2.132·0.341/√5 = -0.439 … 0.211.
  const margins = [0.2, 0.3, 0.5];
  assertEquals(
    margins.map((margin) => equivalent(gncToRnc, gnc, { margin }).outcome),
    ["inconclusive", "inconclusive", "reproduced"],
  );
  assertEquals(
    margins.map((margin) => notInferior(gncToRnc, gnc, { margin }).outcome),
    ["inconclusive", "inconclusive", "reproduced"],
  );
});

test("GT is decided by where the interval m ± 1.177 lies", () => {
  const outcome = (m: number) => greaterThan(around(m), ZEROS).outcome;
  assertEquals([1.18, 1.17, -1.17, -1.18].map(outcome), [
    "reproduced",
    "inconclusive",
    "inconclusive",
    "contradicted",
  ]);
});

test("NI moves the threshold to -margin", () => {
  const outcome = (m: number) =>
    notInferior(around(m), ZEROS, { margin: 2 }).outcome;
  assertEquals([9, -0.82, -0.83, -3.17, -3.18].map(outcome), [
    ...["reproduced", "reproduced"],
    ...["inconclusive", "inconclusive", "contradicted"],
  ]);
});

test("EQ has two thresholds", () => {
  const outcome = (m: number) =>
    equivalent(around(m), ZEROS, { margin: 2 }).outcome;
  const means = [0, 0.82, 0.83, 3.17, 3.18];
  const expected = [
    ...["reproduced", "reproduced"],
    ...["inconclusive", "inconclusive", "contradicted"],
  ];
  assertEquals(means.map(outcome), expected);
  assertEquals(means.map((m) => outcome(-m)), expected);
});

test("a comparison is recorded with its numbers", () => {
  const [x, y] = [bySeed([3, 5]), bySeed([1, 1])];
  const { lower, upper, interval, ...rest } = notInferior(x, y, {
    margin: 1,
  });
  // d = 2, 4; t_{0.95,1} = 6.314 and t_{0.975,1} = 12.706, times SD/√n = 1.
  assertEquals([lower.toFixed(3), upper.toFixed(3)], ["-3.314", "9.314"]);
  assertEquals(
    [interval.lower.toFixed(3), interval.upper.toFixed(3)],
    ["-9.706", "15.706"],
  );
  assertEquals(rest, {
    predicate: "NI",
    margin: 1,
    n: 2,
    meanDifference: 3,
    sd: Math.SQRT2,
    effectSize: 3 / Math.SQRT2,
    outcome: "inconclusive",
    seedsToDecide: 3,
  });
});

test("seedsToDecide has power 0.8 at the effect that was found", () => {
  // SciPy's figures for these effects are those of power_test.ts.
  assertEquals(greaterThan(around(0.1), ZEROS).seedsToDecide, 620);
  assertEquals(greaterThan(around(-0.1), ZEROS).seedsToDecide, 620);
  const margin = { margin: 0.6 };
  assertEquals(notInferior(around(-0.5), ZEROS, margin).seedsToDecide, 620);
  assertEquals(equivalent(around(0.3), ZEROS, margin).seedsToDecide, 71);
  assertEquals(equivalent(around(-0.3), ZEROS, margin).seedsToDecide, 71);
  // Beyond the margin it is the contradiction that is to be seen.
  assertEquals(equivalent(around(1.1), ZEROS, margin).seedsToDecide, 27);
  assertEquals(equivalent(around(-1.1), ZEROS, margin).seedsToDecide, 27);
});

test("what no number of seeds decides has none, nor what is decided", () => {
  // d_z = 0.024: (1.645 + 0.842)² / 0.024² = 10,735 are too many.
  for (
    const comparison of [
      greaterThan(around(0.024), ZEROS),
      greaterThan(around(0), ZEROS),
      notInferior(around(-1), ZEROS, { margin: 1 }),
      greaterThan(around(9), ZEROS),
    ]
  ) {
    assertEquals("seedsToDecide" in comparison, false);
  }
});

test("a number may stand for the same value of every seed", () => {
  assertEquals(greaterThan(around(1.2), 0), greaterThan(around(1.2), ZEROS));
  assertEquals(
    equivalent(around(1.2), 1, { margin: 2 }),
    equivalent(around(1.2), bySeed([1, 1, 1, 1]), { margin: 2 }),
  );
});

test("equal differences are decided by their sign", () => {
  const shifted = (by: number) => bySeed([by, by, by, by]);
  const margin = 0.1;
  for (
    const [by, gt, ni, eq] of [
      [0.3, "reproduced", "reproduced", "contradicted"],
      [0, "inconclusive", "reproduced", "reproduced"],
      [-0.3, "contradicted", "contradicted", "contradicted"],
    ] as const
  ) {
    const x = shifted(by);
    const result = greaterThan(x, ZEROS);
    assertEquals(result.outcome, gt);
    assertEquals(result.sd, 0);
    assert(!("effectSize" in result) && !("seedsToDecide" in result));
    assertEquals(notInferior(x, ZEROS, { margin }).outcome, ni);
    assertEquals(equivalent(x, ZEROS, { margin }).outcome, eq);
  }
});

test("a margin is positive and finite", () => {
  for (const margin of [0, -1, NaN, Infinity]) {
    for (const predicate of [notInferior, equivalent]) {
      assertThrows(
        () => predicate(ZEROS, ZEROS, { margin }),
        RangeError,
        `got ${margin}`,
      );
    }
  }
});
