import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { TrainingFigure } from "../../suites/figure.ts";
import { drawn } from "./plot.ts";
import { seriesStyle } from "./series_style.ts";
import { outsideAxes } from "./testing.ts";
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

test("bands and references lie inside a logarithmic plot", () => {
  const y = new Map([[0, [1, 0.5, 0.25, 0.12]], [1, [1.2, 0.7, 0.4, 0.3]]]);
  const { plot } = trainingPlot({
    ...AXES,
    x: { label: "step", log: true },
    y: { label: "loss", log: true },
    lines: [{ series: "a", y }],
    references: [{ label: "law", points: [[0.1, 1e3], [9, 1e-3], [9, 0]] }],
  }, { label: "", style: seriesStyle(["a"]) });
  assertEquals(outsideAxes(plot), []);
  const band = plot.layers[2]!.data.values as { low: number; high: number }[];
  assertEquals(band.length, 4);
  assert(band[3]!.high / band[3]!.low > 1e4);
});

test("a line is broken where a value has no place", async () => {
  const y = new Map([
    [0, [1, 0.5, NaN, 0.12, 0.1]],
    [1, [2, 0.6, 0.3, 0.15, 0.1]],
  ]);
  const { plot, notes } = plotOf([{ series: "a", y }]);
  assertStringIncludes(notes.join(), "1 value of 10 cannot be drawn");
  const svg = String(await drawn(plot));
  // Two parts of seed 0 and of the mean, one of seed 1.
  assertEquals(svg.match(/<path d="M[\d.,L]+" stroke=/g)?.length, 5);
  // Two bands.
  assertEquals(svg.match(/<path d="M[\d.,L]+Z" fill=/g)?.length, 2);
});

test("there is no mean where the seeds stand at different places", () => {
  const y = new Map([[0, [1, 2]], [1, [3, 4]]]);
  const x = new Map([[0, [10, 20]], [1, [10, 25]]]);
  assertStringIncludes(
    plotOf([{ series: "a", x, y }]).plot.label,
    "Means: a: 2 at 10, 2 at 10.",
  );
});
