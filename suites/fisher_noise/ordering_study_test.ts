import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Tier } from "../suite.ts";
import {
  orderingSettings,
  orderingSize,
  orderingStudy,
} from "./ordering_study.ts";

/** Batch sizes of SB and LB, their rate, updates, and examples. */
function sizesAt(tier: Tier) {
  const { updates } = orderingSize(tier);
  return (["SB", "LB"] as const).map((regime) => {
    const { batchSize, schedule, trainExamples } = orderingSettings(
      tier,
      regime,
    );
    return { batchSize, schedule, updates, trainExamples } as unknown;
  });
}

test("the paper tier has the paper's batches and network", () => {
  assertEquals(
    sizesAt("paper"),
    [128, 4096].map((batchSize) => ({
      ...{ batchSize, updates: 8000, trainExamples: 50_000 },
      schedule: { name: "constant", learningRate: 0.1 },
    })),
  );
  const { datasets, model, optimizer } = orderingSettings("paper", "LB+Diag");
  assertEquals(datasets, ["cifar-10"]);
  assertEquals(model as unknown, {
    ...{ network: "resnet", depth: 44, widths: [16, 32, 64] },
    ghostBatchSize: 128,
  });
  assertEquals(optimizer as unknown, {
    name: "gradient descent",
    weightDecay: { rate: 5e-4, parameters: "all", coupled: true },
  });
  assertEquals(orderingStudy.seeds("paper").length, 3);
});

test("the desk tier has the sizes that it is recorded with", () => {
  assertEquals(
    sizesAt("desk"),
    [64, 1024].map((batchSize) => ({
      ...{ batchSize, updates: 240, trainExamples: 8192 },
      schedule: { name: "constant", learningRate: 0.15 },
    })),
  );
  assertEquals(orderingStudy.seeds("desk").length, 5);
});
