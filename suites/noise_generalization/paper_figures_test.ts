import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { readPaperTable } from "../paper_table.ts";
import { epochBudgetAccuracy } from "./epoch_budget_accuracy.ts";
import { epochSaturation } from "./epoch_saturation.ts";
import { initialLrConstant } from "./initial_lr_constant.ts";
import { fewerSteps } from "./fewer_steps.ts";
import { ghostBatch } from "./ghost_batch.ts";
import { linearScaling } from "./linear_scaling.ts";
import { momentumSmallBatch } from "./momentum.ts";
import { optimalTemperature } from "./optimal_temperature.ts";

test("numbers that the paper states of Figures 1 to 3", () => {
  const stated = [
    ...[linearScaling, optimalTemperature],
    ...[epochSaturation, initialLrConstant],
    ...[epochBudgetAccuracy, momentumSmallBatch],
  ].map((claim) => claim.paperStates!(readPaperTable));
  assertEquals(stated, [
    ["regime transition batch size: 512 examples (Figure 1)"],
    [
      "accuracy optimal lr decay 50 to 6400: factor 2 (Figure 2)",
      "loss optimal lr decay 50 to 6400: factor 16 (Figure 2)",
      "accuracy optimal lr decay over all budgets: factor 1 (Figure 2, no batch normalisation)",
    ],
    [
      "accuracy saturates beyond: 800 epochs (Figure 2)",
      "accuracy falls beyond: 400 epochs (Figure 2, no batch normalisation)",
      "accuracy saturates beyond: 800 epochs (Figure 3)",
    ],
    [
      "accuracy optimal initial lr constant beyond: 400 epochs (Figure 3)",
    ],
    ["regime transition batch size: 512 examples (Figure 1)"],
    ["regime transition batch size: 512 examples (Figure 1)"],
  ]);
});

test("rows of Table 1 are those of a claim's own cells", () => {
  const shown = [fewerSteps, ghostBatch].map((claim) =>
    (["desk", "paper"] as const).map((tier) =>
      claim.paperFigures(tier, readPaperTable)
        .filter(({ metric }) => metric === "test_accuracy")
        .map(({ cell, value, sd }) => [cell, value, sd])
    )
  );
  assertEquals(shown, [
    [
      [["B=1024 m=0.9 S=1000", 92.5, 0.6]],
      [["B=16384 m=0.9 S=9765", 92.5, 0.6]],
    ],
    [
      [["B=64 m=0.9 S=1000", 94.9, 0.1]],
      [["B=2048 m=0.9 S=9765", 94.9, 0.1]],
    ],
  ]);
});
