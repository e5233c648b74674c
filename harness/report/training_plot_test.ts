import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { TrainingFigure } from "../../suites/figure.ts";
import { seriesStyle } from "./series_style.ts";
import { trainingPlot } from "./training_plot.ts";

const AXES = {
  kind: "training",
  title: "Loss",
  caption: "",
  x: { label: "epoch" },
  y: { label: "loss" },
} as const;

function plotOf(lines: TrainingFigure["lines"]) {
  return trainingPlot({ ...AXES, lines }, {
    label: "Loss.",
    style: seriesStyle(lines.map(({ series }) => series)),
  });
}

/** The single values, by seed. */
function seedsOf(lines: TrainingFigure["lines"]) {
  const [layer] = plotOf(lines).plot.layers;
  return Map.groupBy(
    layer!.data.values as { seed: number; x: number; y: number }[],
    ({ seed }) => seed,
  );
}

test("long series are thinned, and each run ends where it ends", () => {
  const falling = (length: number) =>
    Array.from({ length }, (_, index) => 1 / (index + 1));
  const y = new Map([[0, falling(1000)], [1, falling(777)]]);
  const seeds = seedsOf([{ series: "a", y }]);
  for (const [seed, values] of y) {
    const points = seeds.get(seed)!;
    assert(points.length <= 121);
    assertEquals(points[0]!.x, 1);
    assertEquals(points.at(-1)!.x, values.length);
    assertEquals(points.at(-1)!.y, values.at(-1));
  }
});

test("no more than ten seeds have their lines, and it is said", () => {
  const y = new Map(Array.from({ length: 12 }, (_, seed) => [seed, [2, 1]]));
  assertEquals(seedsOf([{ series: "a", y }]).size, 10);
  assertStringIncludes(
    plotOf([{ series: "a", y }]).notes.join(),
    "first 10 of 12 seeds",
  );
});

test("there is no mean where the seeds stand at different places", () => {
  const y = new Map([[0, [1, 2]], [1, [3, 4]]]);
  const x = new Map([[0, [10, 20]], [1, [10, 25]]]);
  assertStringIncludes(
    plotOf([{ series: "a", x, y }]).plot.label,
    "Means: a: 2 at 10, 2 at 10.",
  );
});
