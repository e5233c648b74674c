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
