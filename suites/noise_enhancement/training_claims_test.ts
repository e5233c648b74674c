/**
 * The claims on trainings, judged on made-up results of the smoke tier's cells.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Claim } from "../suite.ts";
import { resultsWith, type Values } from "../testing.ts";
import { bestAccuracy } from "./best_accuracy.ts";
import { fasterAtOptimum } from "./faster_at_optimum.ts";
import { gapShrinks } from "./gap_shrinks.ts";
import { improvesFixedBatch } from "./improves_fixed_batch.ts";
import { notEquivalent } from "./not_equivalent.ts";
import { optimalBatch } from "./optimal_batch.ts";
import { cellId, type Condition, gridOf } from "./study.ts";
import { tradeoffCurve } from "./tradeoff_curve.ts";

/** Four seeds around each value, the same scatter in every cell. */
function around(values: Readonly<Record<string, number>>): Values {
  return Object.fromEntries(
    Object.entries(values).map(([cell, value]) => [
      cell,
      [-0.3, 0.1, 0, 0.2].map((scatter, i) => value + scatter + 0.01 * i * i),
    ]),
  );
}

/** A small scatter of each cell's own, so that no difference is certain. */
function shaken(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([cell, of], c) => [
      cell,
      of.map((value, i) => value + 0.02 * ((c + 3) * (i + 1) % 5)),
    ]),
  );
}

const ACCURACY = shaken(around({
  ...{ "α=1 B=50": 77, "α=1 B=250": 75, "α=3 B=50": 77.5, "α=3 B=250": 78 },
  "α=1 B=19": 76,
}));
const STEPS = shaken(around({
  ...{ "α=1 B=50": 1100, "α=1 B=250": 600, "α=3 B=50": 1800 },
  ...{ "α=3 B=250": 900, "α=1 B=19": 2000 },
}));
const AS_CLAIMED = {
  test_accuracy: ACCURACY,
  convergence_time: STEPS,
  gradient_evaluations: STEPS,
};

/** All accuracies with their order turned round. */
const REVERSED = {
  ...AS_CLAIMED,
  test_accuracy: Object.fromEntries(
    Object.entries(ACCURACY).map(([cell, values]) => [
      cell,
      values.map((value) => 150 - value),
    ]),
  ),
};

function outcomeOf(claim: Claim, metrics: Readonly<Record<string, Values>>) {
  return claim.judge(resultsWith("smoke", metrics)).outcome;
}

for (
  const [claim, expected, reversed] of [
    [improvesFixedBatch, "reproduced", "contradicted"],
    [gapShrinks, "reproduced", "contradicted"],
    [bestAccuracy, "reproduced", "contradicted"],
    // The best batch is 250 with α = 3 and 50 without; reversed, the other way.
    [optimalBatch, "reproduced", "contradicted"],
    // 900 updates at the best B with α = 3, 1100 without; reversed, 1800 and 600.
    [fasterAtOptimum, "reproduced", "contradicted"],
    [notEquivalent, "reproduced", "contradicted"],
    // α = 3, an end of its arm, is the best: no peak.
    [tradeoffCurve, "inconclusive", "inconclusive"],
  ] as const
) {
  test(`${claim.id}: results as claimed, and the reverse`, () => {
    assertEquals(outcomeOf(claim, AS_CLAIMED), expected);
    assertEquals(outcomeOf(claim, REVERSED), reversed);
  });
}

test("ne-tradeoff-curve: times in the other order contradict it", () => {
  assertEquals(
    outcomeOf(tradeoffCurve, {
      ...AS_CLAIMED,
      convergence_time: { ...STEPS, "α=3 B=250": [500, 510, 505, 502] },
    }),
    "contradicted",
  );
});

/** A metric of every condition of the desk tier, by four seeds. */
function atDesk(of: (condition: Condition) => number): Values {
  const { all } = gridOf("desk");
  return shaken(
    around(Object.fromEntries(all.map((one) => [cellId(one), of(one)]))),
  );
}

/** α = 3 is the peak of its arm, and time grows with noise. */
const PEAK = {
  accuracy: ({ alpha }: Condition) => 80 - 2 * Math.abs(alpha - 3),
  time: ({ alpha, batchSize }: Condition) => 1e5 * alpha / batchSize,
};

function tradeOffOf(made: Partial<typeof PEAK>) {
  const { accuracy, time } = { ...PEAK, ...made };
  return tradeoffCurve.judge(resultsWith("desk", {
    test_accuracy: atDesk(accuracy),
    convergence_time: atDesk(time),
  })).outcome;
}

test("ne-tradeoff-curve: a peak between the ends of the arm", () => {
  assertEquals(tradeOffOf({}), "reproduced");
  // Level beyond the peak, which is then not shown to be one.
  const level = ({ alpha }: Condition) => 80 - 2 * Math.max(3 - alpha, 0);
  assertEquals(tradeOffOf({ accuracy: level }), "inconclusive");
  const rising = ({ alpha }: Condition) => 80 + alpha;
  assertEquals(tradeOffOf({ accuracy: rising }), "inconclusive");
});

test("ne-tradeoff-curve: one pair of times may be open, two may not", () => {
  const levelUpTo = (most: number) => (condition: Condition) =>
    PEAK.time({ ...condition, alpha: Math.max(condition.alpha, most) });
  assertEquals(tradeOffOf({ time: levelUpTo(1.5) }), "reproduced");
  assertEquals(tradeOffOf({ time: levelUpTo(3) }), "inconclusive");
});

test("ne-optimal-batch: the optimum must rise, and never fall between", () => {
  const judged = (best: Readonly<Record<number, number>>) =>
    optimalBatch.judge(resultsWith("desk", {
      test_accuracy: atDesk(({ alpha, batchSize }) =>
        80 - 2 * Math.abs(Math.log2(batchSize / (best[alpha] ?? 20)))
      ),
    })).outcome;
  assertEquals(judged({ 1: 20, 1.5: 40, 2: 100 }), "reproduced");
  assertEquals(judged({ 1: 40, 1.5: 20, 2: 100 }), "contradicted");
  assertEquals(judged({ 1: 100, 1.5: 100, 2: 20 }), "contradicted");
  assertEquals(judged({ 1: 40, 1.5: 40, 2: 40 }), "inconclusive");
});
