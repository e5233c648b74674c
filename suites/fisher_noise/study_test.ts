import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { ClassificationSettings } from "../classification.ts";
import { readPaperTable } from "../paper_table.ts";
import type { Tier } from "../suite.ts";
import { everyRowAt, type Row, rowsAt } from "./rows.ts";
import { type Arm, cellId, table2Study } from "./study.ts";

/** What is tried for an arm of a row. */
function triedFor(tier: Tier, { row, arm }: { row: Row; arm: Arm }) {
  const wanted = cellId(row, arm);
  const cell = table2Study.cells(tier).find(({ id }) => id === wanted)!;
  assert("tuning" in cell);
  return cell.tuning.grid.map(({ settings }) =>
    settings as ClassificationSettings
  );
}

function ratesIn(tried: readonly ClassificationSettings[]): number[] {
  return tried.map(({ schedule }) => {
    assert("learningRate" in schedule);
    return schedule.learningRate;
  });
}

test("the paper tier has the rows of the paper's Table 2", () => {
  const printed = readPaperTable("fisher_noise_table_2")
    .map(({ dataset, model }) => `${dataset} ${model}`);
  assertEquals(
    rowsAt("paper").filter(({ paper }) => paper).map(({ id }) => id),
    [...new Set(printed)],
  );
  assertEquals(table2Study.seeds("paper").length, 3);
});

test("the paper tier has the paper's batches and the epochs chosen for it", () => {
  const batches = { smallBatch: 128, largeBatch: 4096 };
  for (const row of rowsAt("paper")) {
    const inColour = row.id.startsWith("CIFAR");
    const epochs = inColour ? 200 : 100;
    for (
      const [arm, batchSize, method] of [
        ["SB", 128, { name: "sgd" }],
        ["LB", 4096, { name: "sgd" }],
        ["LB+Trace", 4096, { name: "Fisher-trace noise", ...batches }],
        ["LB+Diag", 4096, { name: "diagonal-Fisher noise", ...batches }],
      ] as const
    ) {
      const tried = triedFor("paper", { row, arm });
      assertEquals(ratesIn(tried), [
        ...[0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3],
      ]);
      const [{ schedule, ...settings }] = tried as [ClassificationSettings];
      assertEquals(schedule as unknown, {
        ...{ name: "constant", learningRate: 0.001 },
        milestones: { epochs: [epochs / 2, 3 * epochs / 4], divisor: 10 },
        warmUp: { from: 0, epochs: 5 },
      });
      assertEquals(
        [settings.batchSize, settings.maxEpochs, settings.method] as unknown[],
        [batchSize, epochs, method],
      );
      // A tenth is held out for tuning.
      assertEquals(
        [settings.trainExamples, settings.heldOut],
        inColour ? [45_000, 5000] : [54_000, 6000],
      );
    }
  }
});

test("networks that normalise do so over 128 examples, with weight decay", () => {
  for (const { id, training: { model, optimizer } } of rowsAt("paper")) {
    const normalises = /VGG|ResNet/.test(id);
    assertEquals("ghostBatchSize" in model, normalises, id);
    if ("ghostBatchSize" in model) assertEquals(model.ghostBatchSize, 128);
    assertEquals(optimizer as unknown, {
      ...{ name: "momentum", momentum: 0.9 },
      ...(normalises
        ? { weightDecay: { rate: 5e-4, parameters: "all", coupled: true } }
        : {}),
    }, id);
  }
});

test("the desk tier has the sizes and grids that it is recorded with", () => {
  for (const row of everyRowAt("desk")) {
    const { smallBatch, largeBatch, epochs, warmUpEpochs, heldOut } = row;
    assertEquals([smallBatch, largeBatch, epochs, warmUpEpochs, heldOut], [
      ...[32, 512, 30, 2, 600],
    ]);
    assertEquals(row.training.trainExamples, 6000);
  }
  assertEquals(
    everyRowAt("desk").map((row) => [
      row.id,
      ratesIn(triedFor("desk", { row, arm: "LB" })),
    ]),
    [
      ["MNIST MLP", [0.003, 0.01, 0.03, 0.1, 0.3, 1]],
      ["Fashion-MNIST LeNet", [0.003, 0.01, 0.03, 0.1, 0.3]],
      ["Fashion-MNIST LeNet, m=0", [0.1, 0.3, 1]],
      ["Fashion-MNIST MLP, ghost batches", [0.003, 0.01, 0.03, 0.1, 0.3, 1]],
      ["MNIST LeNet", [0.003, 0.01, 0.03, 0.1, 0.3]],
    ],
  );
  assertEquals(table2Study.seeds("desk").length, 5);
});
