import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { PlaneFigure } from "../../suites/figure.ts";
import { planePlot } from "./plane_plot.ts";
import { drawn } from "./plot.ts";
import { seriesStyle } from "./series_style.ts";
import { outsideAxes } from "./testing.ts";

function plotOf(parts: Partial<PlaneFigure>) {
  const figure: PlaneFigure = {
    kind: "plane",
    title: "Cloud",
    caption: "",
    x: { label: "x" },
    y: { label: "y" },
    clouds: [{
      series: "a",
      x: new Map([[0, [-2, 2]]]),
      y: new Map([[0, [-2, 2]]]),
    }],
    ...parts,
  };
  return planePlot(figure, { label: "", style: seriesStyle(["a"]) }).plot;
}

function layersOf(parts: Partial<PlaneFigure>) {
  return plotOf(parts).layers;
}

test("contours lie at equal heights, denser where it is low", () => {
  const landscape = (x: number, y: number) => x ** 2 + 4 * y ** 2;
  const [contours] = layersOf({ landscape });
  const points = contours!.data.values as {
    line: number;
    x: number;
    y: number;
  }[];
  const lines = [...Map.groupBy(points, ({ line }) => line).values()];
  assert(lines.length >= 5);
  const heights = lines.map((line) => {
    const [first] = line.map(({ x, y }) => landscape(x, y));
    for (const { x, y } of line) {
      // What a straight piece across a cell of the grid differs by.
      assertAlmostEquals(landscape(x, y), first!, 0.02);
    }
    return first!;
  });
  assert(heights.some((height) => height < Math.max(...heights) / 15));
});

test("a landscape without contours and one of no numbers draw none", () => {
  for (const landscape of [() => 1, () => NaN]) {
    const [contours] = layersOf({ landscape });
    assertEquals(contours!.data.values, []);
  }
});

test("a trajectory is joined, a cloud is not", () => {
  const cloud = {
    series: "a",
    x: new Map([[0, [0, 1]]]),
    y: new Map([[0, [0, 1]]]),
  };
  assertEquals(layersOf({ clouds: [cloud] }).length, 1);
  assertEquals(layersOf({ clouds: [{ ...cloud, joined: true }] }).length, 2);
});

test("a logarithmic axis is drawn as one, contours and all", async () => {
  const plot = plotOf({
    x: { label: "x", log: true },
    clouds: [{
      series: "a",
      x: new Map([[0, [1, 10, 100]]]),
      y: new Map([[0, [0, 0.5, 1]]]),
      joined: true,
    }],
    landscape: (x) => Math.log(x),
  });
  assertEquals(outsideAxes(plot), []);
  assert(plot.layers[0]!.data.values.length > 0);
  const places = [
    ...String(await drawn(plot)).matchAll(
      /<path transform="translate\(([\d.]+),/g,
    ),
  ].map(([, x]) => Number(x));
  assertEquals(places.length, 3);
  assertAlmostEquals(places[2]! - places[1]!, places[1]! - places[0]!, 0.01);
});

test("a trajectory is broken where a point has no place", async () => {
  const plot = plotOf({
    clouds: [{
      series: "a",
      x: new Map([[0, [0, 1, NaN, 3, 4]]]),
      y: new Map([[0, [0, 1, 2, 3, 4]]]),
      joined: true,
    }],
  });
  assertEquals(
    String(await drawn(plot)).match(/<path d="M[\d.,L]+" stroke=/g)?.length,
    2,
  );
});

test("a point without its other coordinate is left out", () => {
  const [points] = layersOf({
    clouds: [{
      series: "a",
      x: new Map([[0, [0, 1, 2]]]),
      y: new Map([[0, [0, NaN]]]),
    }],
  });
  assertEquals(points!.data.values.length, 1);
});
