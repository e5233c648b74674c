import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { ClassificationSettings } from "../classification.ts";
import { readPaperTable } from "../paper_table.ts";
import type { Tier } from "../suite.ts";
import { cellId, gncStudy, type Method, setupsOf } from "./study.ts";
import { switchOf } from "./tuned.ts";

function setupsAt(tier: Tier) {
  return [...setupsOf(tier, "moderate"), ...setupsOf(tier, "large")];
}

function cellNamed(tier: Tier, name: string) {
  return gncStudy.cells(tier).find(({ id }) => id === name)!;
}

/** The settings of data-parallel SGD in a setup. */
function baselineOf(tier: Tier, id: string): ClassificationSettings {
  const cell = cellNamed(tier, cellId({ id }, "DP-SGD"));
  assert("settings" in cell);
  return cell.settings as ClassificationSettings;
}

/** What a setup tries for a method, without the setup's name. */
function triedFor(tier: Tier, { id, method }: { id: string; method: Method }) {
  const cell = cellNamed(tier, cellId({ id }, method));
  assert("tuning" in cell);
  return cell.tuning.grid.map((trial) => trial.id.replace(`${id} `, ""));
}

test("the paper tier is the paper's experiment", () => {
  const network = { network: "resnet", depth: 32, widths: [16, 32, 64] };
  for (const setup of setupsAt("paper")) {
    const { model, trainExamples, optimizer, schedule, ...settings } =
      baselineOf("paper", setup.id);
    assertEquals(model as unknown, { ...network, ghostBatchSize: 32 });
    assertEquals([trainExamples, settings.maxEpochs], [50_000, 160]);
    assertEquals(optimizer as unknown, {
      ...{ name: "classical momentum", momentum: 0.9 },
      weightDecay: { rate: 1e-4, parameters: "all", coupled: true },
    });
    assertEquals(schedule as unknown, {
      ...{ name: "constant", learningRate: setup.learningRate },
      milestones: { epochs: [80, 120], divisor: 10 },
      warmUp: { from: 0.025, epochs: 10 },
    });
    assertEquals(switchOf(setup), 120);
  }
  assertEquals(gncStudy.seeds("paper").length, 5);
});

test("batches, workers and rates of the paper tier are those of Tables 3 and 4", () => {
  assertEquals(
    setupsAt("paper").map(({ id, learningRate }) => {
      const { datasets, batchSize, method } = baselineOf("paper", id);
      return [...datasets, batchSize, method, learningRate] as unknown[];
    }),
    [
      ["cifar-10", 4096, { name: "data-parallel SGD", workers: 128 }, 3.2],
      ["cifar-100", 4096, { name: "data-parallel SGD", workers: 128 }, 3.2],
      ["cifar-10", 8192, { name: "data-parallel SGD", workers: 256 }, 6.4],
      ["cifar-100", 8192, { name: "data-parallel SGD", workers: 256 }, 6.4],
    ],
  );
});

test("the paper tier tries the α that Table 5 prints", () => {
  const rows = readPaperTable("gradient_noise_convolution_table_5")
    .filter(({ dataset }) => dataset !== "ImageNet");
  assertEquals(rows.length, 16);
  for (const { dataset, batch_size, method, phase, value } of rows) {
    const id = `${dataset} B=${batch_size}`;
    const tried = triedFor("paper", { id, method: method as Method });
    const alpha = Number(value);
    const trial = phase === "RNC" ? `then ${alpha}` : `${method} α=${alpha}`;
    const found = tried.some((name) => name.split(", ").includes(trial));
    assert(found, `${id}: ${trial}`);
  }
});

test("the desk tier has the sizes and grids that it is recorded with", () => {
  assertEquals(
    setupsAt("desk").map(({ id }) => {
      const { batchSize, trainExamples, maxEpochs, schedule } = baselineOf(
        "desk",
        id,
      );
      return [id, batchSize, trainExamples, maxEpochs, schedule] as unknown[];
    }),
    ([["B=1024", 1024, 1.6], ["B=2048", 2048, 3.2]] as const)
      .map(([id, batchSize, learningRate]) => [
        ...[id, batchSize, 8192, 40],
        {
          ...{ name: "constant", learningRate },
          milestones: { epochs: [20, 30], divisor: 10 },
          warmUp: { from: 0.025, epochs: 2.5 },
        },
      ]),
  );
  const tried = (method: Method) => triedFor("desk", { id: "B=1024", method });
  assertEquals(tried("GNC"), ["GNC α=0.03", "GNC α=0.1", "GNC α=0.3"]);
  assertEquals(tried("RNC"), ["RNC α=0.01", "RNC α=0.03", "RNC α=0.1"]);
  assertEquals(tried("GNCtoRNC").slice(3, 6), [
    ...[1, 2, 4].map((phase) => `GNCtoRNC α=0.03, then ${phase}`),
  ]);
  assertEquals(gncStudy.seeds("desk").length, 10);
});
