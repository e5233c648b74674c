/**
 * A metric against a parameter: a point for each seed, the mean of each
 * condition with its 95 % interval, a line and a band for each series.
 *
 * @module
 */
import type { Axis, CurveFigure, PaperPoint } from "../../suites/figure.ts";
import { countText, numberText } from "../terminal/numbers.ts";
import { along, axisText, hasPlace } from "./axes.ts";
import {
  bands,
  drawnSeeds,
  intervals,
  type Mean,
  meanLines,
  meanPoints,
  meansText,
  reached,
  referenceLines,
  seedLines,
  type SeedPoint,
  seedPoints,
} from "./layers.ts";
import { halfWidth, type MeanInterval, meanInterval } from "./mean_interval.ts";
import type { Plot } from "./plot.ts";
import type { SeriesStyle } from "./series_style.ts";

/** A plot with what must be said below it. */
export interface PlotWithNotes {
  readonly plot: Plot;
  readonly notes: readonly string[];
}

type Frame = Pick<
  CurveFigure,
  "x" | "y" | "references" | "paired" | "joined"
>;

/** Our values. */
export function curvePlot(
  figure: CurveFigure,
  { label, style }: { label: string; style: SeriesStyle },
): PlotWithNotes {
  const { x, y, points } = figure;
  const all = points.flatMap((point): SeedPoint[] =>
    [...point.y].map(([seed, value]) => ({
      series: point.series ?? "",
      seed,
      x: typeof point.x === "number" ? point.x : point.x.get(seed) ?? NaN,
      y: value,
    }))
  );
  const seeds = all.filter((point) =>
    hasPlace(point.x, x) && hasPlace(point.y, y)
  );
  const means = points.flatMap((point): Mean[] => {
    const across = typeof point.x === "number"
      ? hasPlace(point.x, x) ? alone(point.x) : undefined
      : meanInterval([...point.x.values()], x);
    const up = meanInterval([...point.y.values()], y);
    if (across === undefined || up === undefined) return [];
    return [{
      series: point.series ?? "",
      x: across.mean,
      y: up.mean,
      ...hasPlaces(across, x)
        ? { left: across.lower, right: across.upper }
        : {},
      ...hasPlaces(up, y) ? { low: up.lower, high: up.upper } : {},
    }];
  });
  const { drawn, notes } = drawnSeeds(seeds);
  return {
    plot: framed(figure, {
      ...{ label, style, seeds: drawn, means },
      marked: points.every((point) => typeof point.x === "number"),
    }),
    notes: [...notes, ...missingNotes(all.length - seeds.length, all.length)],
  };
}

/** The paper's values. */
export function paperCurvePlot(
  frame: Frame,
  { points, label, style }: {
    points: readonly PaperPoint[];
    label: string;
    style: SeriesStyle;
  },
): Plot {
  const means = points.filter((point) =>
    hasPlace(point.x, frame.x) && hasPlace(point.y, frame.y)
  ).map((point): Mean => {
    const { x, y, sd = NaN, n = 0, series = "" } = point;
    const half = halfWidth({ sd, n });
    const interval = { lower: y - half, upper: y + half };
    return {
      ...{ series, x, y },
      ...hasPlaces(interval, frame.y)
        ? { low: interval.lower, high: interval.upper }
        : {},
    };
  });
  return framed(frame, { label, style, seeds: [], means, marked: true });
}

/** What to say of values that have no place in a plot. */
export function missingNotes(missing: number, all: number): string[] {
  return missing === 0 ? [] : [
    `${
      countText(missing, "value")
    } of ${all} cannot be drawn, as of a run that diverged; a mean that such a value belongs to is left out.`,
  ];
}

function framed(
  { x, y, references = [], paired = false, joined = true }: Frame,
  { label, style, seeds, means, marked }: {
    label: string;
    style: SeriesStyle;
    seeds: readonly SeedPoint[];
    means: readonly Mean[];
    /** Whether x has ticks where the values stand, if they are few. */
    marked: boolean;
  },
): Plot {
  const { xs, ys } = reached({ means, seeds, references }, { x, y });
  const encoding = {
    x: along(x, {
      ...{ field: "x", values: xs, title: axisText(x) },
      ticks: marked ? [...means, ...seeds].map((point) => point.x) : [],
    }),
    y: along(y, { field: "y", values: ys }),
  };
  const text = meansText(
    means.map(({ series, x, y }) => ({ series, value: y, at: numberText(x) })),
  );
  return {
    label: `${label} ${text}`,
    above: axisText(y),
    encoding,
    layers: [
      ...referenceLines(references, { x, y }),
      ...joined ? [bands(means, style)] : [],
      ...paired ? [seedLines(seeds, style)] : [],
      ...intervals(means, style),
      seedPoints(seeds, style),
      ...joined ? [meanLines(means, style)] : [],
      meanPoints(means, style),
    ],
  };
}

function alone(mean: number): MeanInterval {
  return { mean, lower: NaN, upper: NaN };
}

function hasPlaces(
  { lower, upper }: { readonly lower: number; readonly upper: number },
  axis: Axis,
): boolean {
  return hasPlace(lower, axis) && hasPlace(upper, axis);
}
