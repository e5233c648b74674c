import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { CurveFigure } from "../../suites/figure.ts";
import type { along } from "./axes.ts";
import { curvePlot } from "./curve_plot.ts";
import { seriesStyle } from "./series_style.ts";
import { outsideAxes } from "./testing.ts";

function plotOf(parts: Pick<CurveFigure, "points"> & Partial<CurveFigure>) {
  return curvePlot({
    ...{ kind: "curve", title: "Curve", caption: "" },
    x: { label: "steps", log: true },
    y: { label: "accuracy", log: true },
    ...parts,
  }, { label: "", style: seriesStyle([""]) }).plot;
}

function bySeed(...values: number[]): ReadonlyMap<number, number> {
  return new Map(values.entries());
}

test("intervals and references lie inside a logarithmic plot", () => {
  const points = [
    { x: bySeed(1000, 1300), y: bySeed(80, 90) },
    { x: bySeed(2000, 2600), y: bySeed(82, 83) },
  ];
  const plot = plotOf({
    points,
    references: [{ label: "law", points: [[1, 10], [1e6, 20], [0, 1]] }],
  });
  assertEquals(outsideAxes(plot), []);
  assertEquals(outsideAxes(plotOf({ points })), []);
});

test("given positions are marked, measured ones are not", () => {
  const ticksOf = (points: CurveFigure["points"]) =>
    (plotOf({ points }).encoding.x as ReturnType<typeof along>).axis.values;
  const y = bySeed(1, 2);
  assertEquals(ticksOf([{ x: 64, y }, { x: 8, y }]), [8, 64]);
  assertEquals(ticksOf([{ x: bySeed(1000, 1300), y }]), undefined);
});
