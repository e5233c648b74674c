import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { ClassificationSettings } from "../classification.ts";
import type { Cell, RunSettings, Study, Tier } from "../suite.ts";
import { smithStudy } from "./study.ts";
import { twoRatesStudy } from "./two_rates.ts";

/** All cells that a study trains, tried ones and given ones. */
function trained(study: Study, tier: Tier): Cell[] {
  return study.cells(tier).flatMap((cell) =>
    "tuning" in cell ? cell.tuning.grid : [cell]
  );
}

function scheduleOf({ schedule }: RunSettings) {
  return schedule as { learningRate: number; factor: number };
}

test("the paper tier is the paper's step budget", () => {
  const cell = smithStudy.cells("paper").find(({ id }) =>
    id === "B=2048 m=0.9 S=9765"
  )!;
  assert("tuning" in cell);
  const settings = cell.tuning.grid.map(({ settings }) =>
    settings as ClassificationSettings
  );
  // ε_eff = 2^-1 to 2^6, of which ε is a tenth; every drop halves.
  assertEquals(settings.length, 8);
  assertEquals(scheduleOf(settings[0]!).learningRate, 0.05);
  assertEquals(scheduleOf(settings.at(-1)!).learningRate, 6.4);
  for (const { batchSize, drawing, trainExamples, model } of settings) {
    assertEquals([batchSize, drawing!.steps, trainExamples], [
      ...[2048, 9765, 50_000],
    ]);
    assertEquals(model, {
      ...{ network: "wide-resnet", depth: 16, widenFactor: 4, width: 16 },
      ghostBatchSize: 64,
    });
  }
  assertEquals(cell.tuning.seeds.length, 15);
});

test("two rates ten octaves apart are the trainings of the epoch sweep", () => {
  const sweep = new Set(
    trained(smithStudy, "desk").map(({ settings }) => JSON.stringify(settings)),
  );
  const pairs = trained(twoRatesStudy, "desk");
  const shared = pairs.filter(({ settings }) =>
    sweep.has(JSON.stringify(settings))
  );
  // Five ε_0 at three budgets, by accuracy and by loss.
  assertEquals(shared.length, 5 * 3 * 2);
  assertEquals(
    shared.every(({ settings }) => scheduleOf(settings).factor === 2),
    true,
  );
});

test("the loss is in inference mode wherever it counts", () => {
  const rule = (settings: RunSettings) => settings.statisticsRule;
  const withLoss = { rule: "pass average", trainingLoss: "averages" };
  for (const study of [smithStudy, twoRatesStudy]) {
    for (const cell of study.cells("desk")) {
      if (!("tuning" in cell)) {
        assertEquals(rule(cell.settings), withLoss, cell.id);
        continue;
      }
      const { grid, reported } = cell.tuning;
      for (const { settings } of grid) {
        assertEquals(rule(reported?.(settings) ?? settings), withLoss, cell.id);
        if (cell.id.includes("by loss")) {
          assertEquals(rule(settings), withLoss, cell.id);
        }
      }
    }
  }
});

test("what accuracy and loss choose from are the same runs", () => {
  for (const study of [smithStudy, twoRatesStudy]) {
    const cells = study.cells("desk").flatMap((cell) =>
      "tuning" in cell ? [{ id: cell.id, grid: cell.tuning.grid }] : []
    );
    const byLoss = cells.filter(({ id }) => id.includes(" by loss"));
    assertEquals(byLoss.length > 0, true);
    for (const { id, grid } of byLoss) {
      const other = cells.find((cell) =>
        cell.id === id.replace(" by loss", "")
      );
      assertEquals(
        grid.map(({ settings }) => settings),
        other!.grid.map(({ settings }) => settings),
      );
    }
  }
});
