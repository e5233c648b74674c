/**
 * Points or trajectories in a plane, over the contours of a landscape.
 *
 * @module
 */
import { contours } from "d3-contour";
import type { Axis, PlaneFigure } from "../../suites/figure.ts";
import { countText } from "../terminal/numbers.ts";
import { along, axisText, logDomain } from "./axes.ts";
import { colour } from "./colours.ts";
import { missingNotes, type PlotWithNotes } from "./curve_plot.ts";
import {
  seedLines,
  type SeedPoint,
  seedPoints,
  stretchesOf,
} from "./layers.ts";
import type { Layer } from "./plot.ts";
import type { SeriesStyle } from "./series_style.ts";

/** Points of the landscape along each axis. */
const GRID = 64;
const OCTAVES = 8;
/** Free of points on a linear axis, as a fraction of what they span. */
const MARGIN = 0.08;

/** What is used of d3-contour, which has no types. */
interface ContourMaker {
  size(size: readonly [columns: number, rows: number]): this;
  thresholds(levels: readonly number[]): this;
  (heights: readonly number[]): {
    readonly coordinates: readonly (readonly Ring[])[];
  }[];
}

/** Columns and rows, in cells from the corner. */
type Ring = readonly Position[];
type Position = readonly [column: number, row: number];

interface Span {
  readonly from: number;
  readonly to: number;
}

/** What a plot shows of an axis. */
interface Window extends Span {
  readonly log: boolean;
}

/** Our values. */
export function planePlot(
  { x, y, clouds, landscape }: PlaneFigure,
  { label, style }: { label: string; style: SeriesStyle },
): PlotWithNotes {
  const pointsOf = (cloud: PlaneFigure["clouds"][number]) =>
    [...cloud.x].flatMap(([seed, xs]) =>
      xs.map((value, index): SeedPoint => ({
        series: cloud.series,
        seed,
        x: value,
        y: cloud.y.get(seed)?.[index] ?? NaN,
      }))
    );
  const all = clouds.flatMap(pointsOf);
  const points = stretchesOf(all, { x, y });
  const [across, up] = [
    windowOf(points.map((point) => point.x), x),
    windowOf(points.map((point) => point.y), y),
  ];
  const encoding = {
    x: within(
      across,
      along(x, {
        ...{ field: "x", values: [across.from, across.to] },
        title: axisText(x),
      }),
    ),
    y: within(up, along(y, { field: "y", values: [up.from, up.to] })),
  };
  return {
    plot: {
      label: `${label} ${
        clouds.map((cloud) =>
          `${cloud.series}: ${countText(pointsOf(cloud).length, "point")}`
        ).join("; ")
      }.`,
      above: axisText(y),
      height: 300,
      encoding,
      layers: [
        ...landscape === undefined
          ? []
          : [contourLines(landscape, { across, up })],
        ...clouds.filter(({ joined }) => joined).map((cloud) =>
          seedLines(stretchesOf(pointsOf(cloud), { x, y }), style)
        ),
        seedPoints(points, style),
      ],
    },
    notes: missingNotes(all.length - points.length, all.length),
  };
}

function rangeOf(values: readonly number[]): Span | undefined {
  const from = values.reduce((a, b) => Math.min(a, b), Infinity);
  const to = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return to >= from ? { from, to } : undefined;
}

/** Somewhat more than the values span. */
function windowOf(
  values: readonly number[],
  { log = false }: Axis,
): Window {
  const range = rangeOf(values);
  if (log) {
    const [from, to] = logDomain(
      range === undefined ? [] : [range.from, range.to],
    );
    return { from, to, log };
  }
  const { from, to } = range ?? { from: 0, to: 1 };
  const margin = MARGIN * (to - from) || 0.5;
  return { from: from - margin, to: to + margin, log };
}

/** The encoding of an axis that shows the window and no more. */
function within<T extends object>({ from, to, log }: Window, encoding: T) {
  return {
    ...encoding,
    scale: {
      type: log ? "log" : "linear",
      domain: [from, to],
      nice: false,
    },
  };
}

/** Lines of equal height, twice as dense at half the height above the least. */
function contourLines(
  landscape: (x: number, y: number) => number,
  { across, up }: { across: Window; up: Window },
): Layer {
  const at = ({ from, to, log }: Window, index: number) => {
    const share = index / (GRID - 1);
    return log ? from * (to / from) ** share : from + (to - from) * share;
  };
  const heights = Array.from(
    { length: GRID * GRID },
    (_, index) =>
      landscape(at(across, index % GRID), at(up, Math.floor(index / GRID))),
  );
  const { from, to } = rangeOf(heights.filter(Number.isFinite)) ??
    { from: 0, to: 0 };
  const levels = Array.from(
    { length: OCTAVES },
    (_, octave) => from + (to - from) / 2 ** (octave + 1),
  );
  const maker: ContourMaker = contours();
  const lines = maker.size([GRID, GRID]).thresholds(levels.toReversed())(
    heights,
  ).flatMap(({ coordinates }) => coordinates.flat()).flatMap(withoutFrame);
  const values = lines.flatMap((line, index) =>
    line.map(([column, row], order) => ({
      line: index,
      order,
      // d3 counts from the corner of a cell whose centre has the height.
      x: at(across, column - 0.5),
      y: at(up, row - 0.5),
    }))
  );
  return {
    data: { values },
    mark: { type: "line", stroke: colour("line"), strokeWidth: 1 },
    encoding: { detail: { field: "line" }, order: { field: "order" } },
  };
}

/** The parts of a ring that do not run along the frame. */
function withoutFrame(ring: Ring): Position[][] {
  const parts: Position[][] = [[]];
  for (const [column, row] of ring) {
    if ([column, row].every((at) => at > 0.5 && at < GRID - 0.5)) {
      parts.at(-1)!.push([column, row]);
    } else if (parts.at(-1)!.length > 0) {
      parts.push([]);
    }
  }
  return parts.filter(({ length }) => length > 1);
}
