/**
 * The claims on what is measured along trainings, and on times, judged on
 * made-up results.
 *
 * @module
 */
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Comparison } from "../predicates.ts";
import { type Claim, type Tier, TIERS } from "../suite.ts";
import { anisotropy } from "./anisotropy.ts";
import { cosineBatchSize, cosineSetups } from "./cosine_batch_size.ts";
import { earlySpeed } from "./early_speed.ts";
import { eigenvalueGrowth } from "./eigenvalue_growth.ts";
import { dropAt, fullGradientCosine } from "./full_gradient_cosine.ts";
import { madeUp, methodIn, shake } from "./testing.ts";
import { overhead } from "./overhead.ts";
import { decaysOf } from "./setups.ts";
import { smoothness } from "./smoothness.ts";
import { diagnosedSetup } from "./study.ts";
import { roughness, trainingCurve } from "./training_curve.ts";
import { workerLossSpread } from "./worker_loss_spread.ts";

type Series = (cell: string, name: string, seed: number) => readonly number[];

function judged(claim: Claim, tier: Tier, series: Series) {
  return claim.judge(madeUp(tier, { series })).outcome;
}

/** A series of a method, about `level` and shaken. */
function about(levels: Readonly<Record<string, number>>): Series {
  return (cell, name, seed) => {
    const level = levels[methodIn(cell)]!;
    return [1, 1.1, 0.9].map((x) => level * x * (1 + shake(name, seed)));
  };
}

for (
  const [claim, asClaimed] of [
    [earlySpeed, { "DP-SGD": 70, GNC: 90 }],
    [smoothness, { "DP-SGD": 2, GNC: 1 }],
    [anisotropy, { RNC: 2, GNC: 9 }],
  ] as const
) {
  test(`${claim.id}: as claimed, and the reverse`, () => {
    // Signs of the three seeds at smoke decide nothing.
    const tiers = TIERS.slice(claim === smoothness ? 1 : 0);
    for (const tier of tiers) {
      assertEquals(judged(claim, tier, about(asClaimed)), "reproduced", tier);
      const reverse = Object.fromEntries(
        Object.entries(asClaimed).map(([method, x]) => [method, 100 / x]),
      );
      assertEquals(judged(claim, tier, about(reverse)), "contradicted", tier);
    }
  });
}

test("gnc-early-speed: chance for what a diverged run did not reach", () => {
  const chance = 10;
  /** Mean accuracy with GNC of runs that diverge after so many values. */
  const meanOf = (values: number) => {
    const { findings } = earlySpeed.judge(madeUp("desk", {
      series: (cell) =>
        methodIn(cell) === "GNC" ? Array(values).fill(90) : Array(10).fill(70),
      metric: () => chance,
      status: (cell) => methodIn(cell) === "GNC" ? "diverged" : "not converged",
    }));
    const { meanDifference } = findings[0]!.evidence as Comparison;
    return meanDifference + 70;
  };
  assertEquals(meanOf(10), 90);
  assertEquals(meanOf(4), (4 * 90 + 6 * chance) / 10);
  assertEquals(meanOf(0), chance);
});

test("gnc-anisotropy: less than twice as large, or one small ratio", () => {
  assertEquals(
    judged(anisotropy, "smoke", about({ RNC: 2, GNC: 3 })),
    "inconclusive",
  );
  const oneSmall: Series = (cell, name, seed) => [
    ...about({ RNC: 2, GNC: 9 })(cell, name, seed),
    methodIn(cell) === "GNC" && name.includes("dense_1") ? 1 : 2,
  ];
  assertEquals(judged(anisotropy, "smoke", oneSmall), "inconclusive");
});

test("gnc-training-curve: jagged and smooth losses", () => {
  assertEquals(roughness([3, 2, 1, 0]), 0);
  // Second differences 2 and -2.
  assertEquals(roughness([0, 0, 2, 2]), 2);
  const jagged = (method: string): Series => (cell, _, seed) =>
    Array.from(
      { length: 10 },
      (_, i) =>
        3 - i / 10 + (methodIn(cell) === method ? 1 : 0.1) * (i % 2) *
          (1 + shake(cell, seed)),
    );
  for (const tier of TIERS) {
    assertEquals(judged(trainingCurve, tier, jagged("DP-SGD")), "reproduced");
    assertEquals(judged(trainingCurve, tier, jagged("GNC")), "contradicted");
  }
});

/** Cosines with a fall at each decay, of a setup measured `perEpoch`. */
function falling(
  { epochs, by, perEpoch = 1 }: {
    epochs: number;
    by: number;
    perEpoch?: number;
  },
): number[] {
  const decays = decaysOf({ epochs });
  return Array.from({ length: Math.floor(perEpoch * epochs) + 1 }, (_, i) => {
    const past = decays.filter((decay) => i / perEpoch > decay).length;
    return 0.9 - by * past;
  });
}

test("the fall at a decay has windows that do not meet", () => {
  const along = falling({ epochs: 8, by: 0.2 });
  assertEquals(along, [0.9, 0.9, 0.9, 0.9, 0.9, 0.7, 0.7, 0.5, 0.5]);
  assertAlmostEquals(dropAt(along, { decay: 4, epochs: 8 }), 0.2);
  assertAlmostEquals(dropAt(along, { decay: 6, epochs: 8 }), 0.2);
  // 40 epochs: 5 before 20 and 5 after it, not the decay's own value.
  const ramp = Array.from({ length: 41 }, (_, epoch) => epoch);
  assertEquals(dropAt(ramp, { decay: 20, epochs: 40 }), 17 - 23);
  const often = falling({ epochs: 8, by: 0.2, perEpoch: 4 });
  assertAlmostEquals(
    dropAt(often, { decay: 6, epochs: 8, perEpoch: 4 }),
    0.2,
  );
});

test("gnc-full-gradient-cosine: falls, and falls that are too small", () => {
  for (const tier of TIERS) {
    const { epochs } = diagnosedSetup(tier);
    const by = (by: number): Series => () => falling({ epochs, by });
    assertEquals(judged(fullGradientCosine, tier, by(0.1)), "reproduced");
    assertEquals(judged(fullGradientCosine, tier, by(0.02)), "contradicted");
  }
});

test("gnc-cosine-batch-size: falls in order, reversed, and none", () => {
  for (const tier of TIERS) {
    const setups = cosineSetups(tier);
    const by = (falls: readonly number[]): Series => (cell, _, seed) => {
      const i = setups.findIndex(({ id }) => id === cell);
      const { epochs, trainExamples, workers, examplesPerWorker } = setups[i]!;
      const updates = trainExamples / workers / examplesPerWorker;
      return falling({
        ...{ epochs, by: falls[i]! * (1 + shake(cell, seed)) },
        perEpoch: updates / Math.floor(updates / 4),
      });
    };
    const of = (falls: readonly number[]) =>
      judged(cosineBatchSize, tier, by(falls));
    assertEquals(of([0.4, 0.25, 0.1]), "reproduced", tier);
    assertEquals(of([0.1, 0.25, 0.4]), "contradicted", tier);
    assertEquals(of([0.4, 0.25, -0.1]), "contradicted", tier);
    assertEquals(of([0.25, 0.25, 0.1]), "inconclusive", tier);
  }
});

test("gnc-eigenvalue-growth: one seed without growth leaves it open", () => {
  const growing: Series = (_, __, seed) => [1, 2 + seed, 4, 3];
  assertEquals(judged(eigenvalueGrowth, "smoke", growing), "reproduced");
  const one: Series = (cell, name, seed) =>
    seed === 3 ? [4, 3, 2, 1] : growing(cell, name, seed);
  assertEquals(judged(eigenvalueGrowth, "smoke", one), "inconclusive");
  // Rank correlation 0.
  assertEquals(
    judged(eigenvalueGrowth, "smoke", () => [2, 1, 1, 2]),
    "contradicted",
  );
});

test("gnc-worker-loss-spread: early and late, and what the control says", () => {
  const spread = (early: number, late: number): Series => (cell, name, seed) =>
    [early, late].map((ratio) =>
      (methodIn(cell) === "GNC" ? ratio : 1) * (1 + shake(name + cell, seed))
    );
  const of = (early: number, late: number) =>
    judged(workerLossSpread, "smoke", spread(early, late));
  assertEquals(of(4, 1.1), "reproduced");
  assertEquals(of(1.05, 1), "contradicted");
  assertEquals(of(4, 20), "contradicted");
  // Nearer to one another late, though RNC spreads more.
  assertEquals(of(4, 0.6), "reproduced");
  assertEquals(of(4, 0.1), "contradicted");
});

test("gnc-worker-loss-spread: a run that diverged is not judged", () => {
  const until = (values: number): Series => (cell, name, seed) =>
    [4, 1].map((x) => x * (1 + shake(name + cell, seed)))
      .slice(0, seed === 3 ? values : 2);
  for (const values of [0, 1]) {
    assertThrows(
      () => judged(workerLossSpread, "smoke", until(values)),
      RangeError,
      "Cannot take the logarithm of seed 3: its value is NaN",
    );
  }
});

test("gnc-overhead: counts as printed, and times", () => {
  const of = (ratio: number, tier: "desk" | "smoke" = "desk") =>
    overhead.judge(madeUp(tier, {
      metric: (cell, seed) => ratio * (1 + shake(cell, seed) / 10),
    }));
  const { outcome, findings } = of(1.02);
  assertEquals(outcome, "reproduced");
  assert(findings.every(({ outcome }) => outcome === "reproduced"));
  assertEquals(of(1.2).outcome, "contradicted");
  assertEquals(of(1.1).outcome, "inconclusive");
  // Where the machine may be busy, times decide nothing.
  assertEquals(of(1.2, "smoke").outcome, "reproduced");
});
