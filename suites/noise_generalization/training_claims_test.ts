/**
 * The claims on trainings, judged on made-up results of the desk tier's cells.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { readPaperTable } from "../paper_table.ts";
import type { Outcome } from "../predicates.ts";
import type { Claim } from "../suite.ts";
import { SUITES } from "../mod.ts";
import { epochBudgetAccuracy } from "./epoch_budget_accuracy.ts";
import { epochBudgetLoss } from "./epoch_budget_loss.ts";
import { epochSaturation } from "./epoch_saturation.ts";
import { equalTemperature } from "./equal_temperature.ts";
import { fewerSteps } from "./fewer_steps.ts";
import { ghostBatch } from "./ghost_batch.ts";
import { hotStartColdEnd } from "./hot_start_cold_end.ts";
import { initialLrConstant } from "./initial_lr_constant.ts";
import { initialLrMatters } from "./initial_lr_matters.ts";
import { linearScaling, sharpTransition } from "./linear_scaling.ts";
import { lossFallsWithEpochs } from "./loss_falls_with_epochs.ts";
import { lossLrDecay } from "./loss_lr_decay.ts";
import {
  momentumLargeBatch,
  momentumLargeBatchLoss,
  momentumLargerRate,
  momentumSmallBatch,
} from "./momentum.ts";
import { optimalTemperature } from "./optimal_temperature.ts";
import { restoredNoise } from "./restored_noise.ts";
import { stepBudgetDrop } from "./step_budget_drop.ts";
import { stepBudgetLoss } from "./step_budget_loss.ts";
import { stepBudgetPeak } from "./step_budget_peak.ts";
import { type MadeUp, madeUpResults, type Named } from "./testing.ts";

/** Table 1 at the batch sizes of the desk tier. */
const BY_BATCH: Readonly<Record<number, { accuracy: number; loss: number }>> = {
  16: { accuracy: 78, loss: 0.27 },
  32: { accuracy: 79, loss: 0.1 },
  64: { accuracy: 80, loss: 0.05 },
  128: { accuracy: 79.8, loss: 0.02 },
  256: { accuracy: 79.5, loss: 0.01 },
  512: { accuracy: 79.3, loss: 0.007 },
  1024: { accuracy: 79, loss: 0.004 },
  2048: { accuracy: 78, loss: 0.002 },
};

/** The cell with four times the batch at the same learning rate. */
const CONTROL = "B=64 m=0 E=32 ε=0.0625";

/** Doublings of the batch beyond 256. */
const beyond = ({ batchSize }: Named) =>
  Math.max(0, Math.log2(batchSize / 256));

/** All that the paper claims. */
const AS_CLAIMED: MadeUp = {
  accuracy: (named) => {
    const { cell, batchSize, momentum, steps, epochs } = named;
    if (cell.includes("ghost=")) return 79;
    if (cell.includes("α=")) return 80.5;
    if (cell === CONTROL) return 78;
    if (epochs === 32) return 80 - beyond(named);
    if (epochs === 128) return momentum === 0 ? 78 : 79;
    if (steps < 1000) return 77;
    if (steps === 1000) return BY_BATCH[batchSize]!.accuracy;
    return epochs === 4 ? 76 : 80;
  },
  loss: (named) => {
    const { cell, batchSize, momentum, steps, epochs } = named;
    if (cell === CONTROL) return 0.1;
    if (epochs === 32) return 0.05 * 2 ** beyond(named);
    if (epochs === 128) return momentum === 0 ? 0.1 : 0.05;
    return steps === 1000 ? BY_BATCH[batchSize]!.loss : 1 / epochs;
  },
  best: ({ cell, batchSize, momentum, steps, epochs, byLoss }) => {
    if (cell.includes("α=")) return -2;
    if (steps > 0) return batchSize < 256 ? -1 : 1;
    if (epochs === 128) return momentum === 0 ? 1 : 3;
    if (epochs === 32) return Math.min(Math.log2(batchSize) - 7, 1);
    // -1, -2, -3, -4 over the budgets 4, 16, 64, 256 by loss.
    return byLoss ? -Math.log2(epochs) / 2 : -2;
  },
  bestPair: ({ epochs, byLoss }) => {
    if (!byLoss) return [-1, epochs < 64 ? -8 : -11];
    const first = -Math.log2(epochs) / 2;
    return [first, first - (epochs < 64 ? 4 : 7)];
  },
};

/** log₂ of learning rates that follow no law of the batch size. */
const ZIGZAG: Readonly<Record<number, number>> = {
  ...{ 16: -1, 32: -4, 64: 0, 128: 2, 256: -1, 512: 2, 1024: -2, 2048: 1 },
};

/** Claims with what would contradict each, beside all else as claimed. */
const CONTRARY: readonly (readonly [Claim, Partial<MadeUp>])[] = [
  [stepBudgetDrop, { accuracy: () => 80 }],
  [stepBudgetPeak, { accuracy: ({ batchSize }) => 78 + batchSize / 500 }],
  [stepBudgetLoss, { loss: ({ batchSize }) => batchSize / 500 }],
  [fewerSteps, { accuracy: ({ steps }) => steps < 1000 ? 79 : 78 }],
  [epochBudgetAccuracy, { accuracy: (named) => 80 + beyond(named) }],
  [epochBudgetLoss, { loss: (named) => 0.05 / 2 ** beyond(named) }],
  [linearScaling, { best: ({ batchSize }) => ZIGZAG[batchSize]! }],
  // Two octaves off the law where it has long been level.
  [sharpTransition, {
    best: (named) =>
      named.batchSize === 1024 && named.momentum === 0
        ? -1
        : AS_CLAIMED.best(named),
  }],
  [momentumSmallBatch, { accuracy: ({ momentum }) => 79 + momentum }],
  [momentumLargeBatch, { accuracy: ({ momentum }) => 79 - momentum }],
  [momentumLargeBatchLoss, { loss: ({ momentum }) => 0.05 + momentum }],
  [momentumLargerRate, { best: () => 1 }],
  [equalTemperature, {
    accuracy: ({ cell, batchSize }) =>
      cell === CONTROL ? 77 : 80 - batchSize / 64,
  }],
  [epochSaturation, { accuracy: ({ epochs }) => 76 + Math.log2(epochs) / 2 }],
  [lossFallsWithEpochs, { loss: ({ epochs }) => epochs / 500 }],
  [optimalTemperature, {
    best: ({ epochs, byLoss }) => byLoss ? -2 : -Math.log2(epochs) / 2,
  }],
  [initialLrConstant, {
    bestPair: ({ epochs }) => epochs < 64 ? [-1, -8] : [-3, -7],
  }],
  [hotStartColdEnd, { bestPair: ({ byLoss }) => byLoss ? [-1, -8] : [-3, -7] }],
  [initialLrMatters, { weights: [0.01, 1] }],
  [lossLrDecay, {
    bestPair: ({ epochs }) => epochs < 64 ? [-1, -8] : [-2, -6],
  }],
  [ghostBatch, { accuracy: ({ cell }) => cell.includes("ghost") ? 81 : 80 }],
  [restoredNoise, { accuracy: ({ cell }) => cell.includes("α") ? 78 : 79 }],
];

function outcomeOf(claim: Claim, made: Partial<MadeUp> = {}): Outcome {
  return claim.judge(madeUpResults("desk", { ...AS_CLAIMED, ...made })).outcome;
}

for (const [claim, contrary] of CONTRARY) {
  test(`${claim.id}: results as claimed, and contrary ones`, () => {
    assertEquals(outcomeOf(claim), "reproduced");
    assertEquals(outcomeOf(claim, contrary), "contradicted");
  });
}

const CLAIMS = CONTRARY.map(([claim]) => claim);

test("every claim of the paper on trainings is among these", () => {
  const ids = SUITES.filter(({ id, exact }) =>
    id.startsWith("smith-") && !exact
  )
    .map(({ id }) => id);
  assertEquals(new Set(CLAIMS.map(({ id }) => id)), new Set(ids));
});

for (const claim of CLAIMS) {
  test(`${claim.id} has figures of its cells`, () => {
    const results = madeUpResults("desk", AS_CLAIMED);
    const figures = claim.figures!("desk").map((of) =>
      of(results, readPaperTable)
    );
    for (const figure of figures) {
      const points = figure.kind === "curve"
        ? figure.points
        : figure.kind === "parts"
        ? figure.parts
        : [];
      assert(points.length > 1, figure.title);
      assert(points.every(({ y }) => y.size > 0));
    }
    assert(figures.length > 0);
  });

  // Its learning rates are given.
  if (claim === equalTemperature) continue;
  test(`${claim.id}: an optimum at the edge of its grid decides nothing`, () => {
    const made = { best: () => 9, bestPair: () => [9, -40] as const };
    assertEquals(outcomeOf(claim, made), "inconclusive");
  });
}

test("claims on learning rates need error bars inside the grids", () => {
  // All learning rates are within a standard deviation of the best.
  const flat = { perOctave: 0.001 };
  for (
    const claim of [
      ...[linearScaling, sharpTransition, optimalTemperature],
      ...[momentumSmallBatch, momentumLargerRate],
    ]
  ) assertEquals(outcomeOf(claim, flat), "inconclusive", claim.id);
  for (const claim of [epochBudgetAccuracy, momentumLargeBatch]) {
    assertEquals(outcomeOf(claim, flat), "reproduced", claim.id);
  }
});

const BELOW_THE_TRANSITION = [
  ...[epochBudgetAccuracy, epochBudgetLoss, momentumSmallBatch],
];

/** As claimed up to B = 64, and neither level nor alike beyond. */
const EARLY: Partial<MadeUp> = {
  accuracy: ({ batchSize, momentum }) => batchSize > 64 ? 75 + momentum : 80,
  loss: ({ batchSize }) => batchSize > 64 ? 0.1 : 0.05,
  best: ({ batchSize }) => Math.min(Math.log2(batchSize) - 7, -1),
};

test("only up to where the learning rate stops growing is anything claimed", () => {
  for (const claim of BELOW_THE_TRANSITION) {
    assertEquals(outcomeOf(claim, EARLY), "reproduced", claim.id);
    const later = { ...EARLY, best: AS_CLAIMED.best };
    assertEquals(outcomeOf(claim, later), "contradicted", claim.id);
  }
});

test("where the learning rate never grows nothing is known of small batches", () => {
  for (const claim of BELOW_THE_TRANSITION) {
    const level = { ...EARLY, best: () => -1 };
    assertEquals(outcomeOf(claim, level), "inconclusive", claim.id);
  }
});

test("where the learning rate never stops growing there is no transition", () => {
  const growing: Partial<MadeUp> = {
    best: ({ batchSize, momentum }) =>
      momentum === 0 ? Math.log2(batchSize) - 9 : -1,
  };
  for (const claim of [linearScaling, sharpTransition]) {
    assertEquals(outcomeOf(claim, growing), "inconclusive", claim.id);
  }
});

test("a transition that is fitted through edges of grids decides nothing", () => {
  const edges: Partial<MadeUp> = {
    best: (named) =>
      named.batchSize >= 1024 && named.momentum === 0
        ? -9
        : AS_CLAIMED.best(named),
  };
  assertEquals(outcomeOf(momentumSmallBatch, edges), "inconclusive");
});

test("smith-step-budget-drop does not apply where the loss does not fall", () => {
  assertEquals(outcomeOf(stepBudgetDrop, { loss: () => 0.05 }), "inconclusive");
});

test("no drop contradicts smith-step-budget-drop whatever the loss does", () => {
  const level = { accuracy: () => 80 };
  assertEquals(outcomeOf(stepBudgetDrop, level), "contradicted");
  assertEquals(
    outcomeOf(stepBudgetDrop, { ...level, loss: () => 0.05 }),
    "contradicted",
  );
});

test("smith-equal-temperature does not apply where its control is equal too", () => {
  const equal = { accuracy: () => 80, loss: () => 0.05 };
  assertEquals(outcomeOf(equalTemperature, equal), "inconclusive");
});

test("smith-optimal-temperature leaves out budgets too short to fit", () => {
  const { findings } = optimalTemperature.judge(
    madeUpResults("desk", AS_CLAIMED),
  );
  assertEquals(findings[0]!.evidence, {
    ...{ predicate: "AT LEAST", value: 4, limit: 2, outcome: "reproduced" },
  });
});
