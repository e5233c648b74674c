import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { readPaperTable } from "../paper_table.ts";
import { imageNet } from "./imagenet.ts";
import type { ImageNetSettings } from "./imagenet_run.ts";

/** B, M and the rate after the warm-up, of Tables 3 and 4. */
const SIZES = [[32_768, 1024, 23], [131_072, 4096, 42]] as const;

function settingsOf(name: string): ImageNetSettings {
  const cell = imageNet.study.cells("paper").find(({ id }) => id === name)!;
  assert("settings" in cell);
  return cell.settings as ImageNetSettings;
}

/** α of a method, or of its phases. */
function alphasOf({ method }: ImageNetSettings): number[] {
  const phases = method.name === "switch"
    ? [method.before, method.after]
    : [method];
  return phases.flatMap((phase) => "alpha" in phase ? [phase.alpha] : []);
}

test("the paper tier is the paper's experiment", () => {
  for (const [batchSize, workers, learningRate] of SIZES) {
    const { model, images, optimizer, schedule, ...settings } = settingsOf(
      `ImageNet B=${batchSize} DP-SGD`,
    );
    assertEquals(model as unknown, {
      ...{ network: "resnet-50", blocks: [3, 4, 6, 3], ghostBatchSize: 32 },
      widths: [64, 128, 256, 512],
    });
    assertEquals(images, { name: "imagenet", side: 224 });
    assertEquals(optimizer as unknown, {
      ...{ name: "lars", coefficient: 0.001, decay: 1e-4, momentum: 0.9 },
      parameters: "all",
    });
    assertEquals(schedule as unknown, {
      ...{ name: "polynomial decay", learningRate, steps: 4120, power: 2 },
      milestones: { epochs: [80], divisor: 5 },
      warmUp: { from: 1, epochs: 5 },
    });
    assertEquals([settings.batchSize, settings.epochs], [batchSize, 90]);
    assertEquals(settings.method, { name: "data-parallel SGD", workers });
  }
  assertEquals(imageNet.study.seeds("paper").length, 5);
});

test("the paper tier has the α that Table 5 prints", () => {
  const rows = readPaperTable("gradient_noise_convolution_table_5")
    .filter(({ dataset }) => dataset === "ImageNet");
  assertEquals(rows.length, 8);
  for (const { batch_size, method, phase, value } of rows) {
    const alphas = alphasOf(settingsOf(`ImageNet B=${batch_size} ${method}`));
    assertEquals(alphas[phase === "RNC" ? 1 : 0], Number(value), method);
  }
});

test("GNC gives way to RNC after 80 epochs", () => {
  const { method } = settingsOf("ImageNet B=32768 GNCtoRNC");
  assert(method.name === "switch");
  assertEquals(method.epoch, 80);
});
