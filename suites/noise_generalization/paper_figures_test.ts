import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { readPaperTable } from "../paper_table.ts";
import { epochSaturation } from "./epoch_saturation.ts";
import { initialLrConstant } from "./initial_lr_constant.ts";
import { linearScaling } from "./linear_scaling.ts";
import { optimalTemperature } from "./optimal_temperature.ts";

test("numbers that the paper states of Figures 1 to 3", () => {
  const stated = [
    ...[linearScaling, optimalTemperature],
    ...[epochSaturation, initialLrConstant],
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
  ]);
});
