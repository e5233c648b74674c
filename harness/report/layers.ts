/**
 * The layers that plots are made of: means with intervals, single seeds,
 * references.
 *
 * @module
 */
import type { Axis, Reference } from "../../suites/figure.ts";
import { numberText } from "../terminal/numbers.ts";
import { hasPlace } from "./axes.ts";
import { colour } from "./colours.ts";
import type { Encodings, Layer } from "./plot.ts";
import { referenceDash, type SeriesStyle } from "./series_style.ts";

/** Where an interval lies, along one coordinate or both. */
export interface Bounds {
  readonly left?: number;
  readonly right?: number;
  readonly low?: number;
  readonly high?: number;
}

/** A mean with its interval. */
export interface Mean extends Bounds {
  readonly series: string;
  readonly x: number;
  readonly y: number;
  readonly stretch?: number;
}

/** A value of one seed. */
export interface SeedPoint {
  readonly series: string;
  readonly seed: number;
  readonly x: number;
  readonly y: number;
  readonly stretch?: number;
}

/** The axes of a plot. */
interface Axes {
  readonly x: Axis;
  readonly y: Axis;
}

/**
 * The points of a line that have a place, each with the number of its stretch:
 * a new one begins after points that have none.
 */
export function stretchesOf<
  T extends { readonly x: number; readonly y: number },
>(
  line: readonly T[],
  { x, y }: Axes,
): (T & { readonly stretch: number })[] {
  let stretch = 0;
  return line.flatMap((point) => {
    if (hasPlace(point.x, x) && hasPlace(point.y, y)) {
      return [{ ...point, stretch }];
    }
    stretch++;
    return [];
  });
}

/** How far the marks of a plot reach along each axis. */
export function reached(
  { means, seeds, references }: {
    means: readonly Mean[];
    seeds: readonly SeedPoint[];
    references: readonly Reference[];
  },
  axes: Axes,
): { xs: number[]; ys: number[] } {
  const points = [
    ...[...means, ...seeds].map(({ x, y }) => ({ x, y })),
    ...references.flatMap((reference) => placesOf(reference, axes)),
  ];
  return {
    xs: [
      ...points.map(({ x }) => x),
      ...means.flatMap(({ x, left = x, right = x }) => [left, right]),
    ],
    ys: [
      ...points.map(({ y }) => y),
      ...means.flatMap(({ y, low = y, high = y }) => [low, high]),
    ],
  };
}

/** With more values than that, each is drawn smaller and paler. */
const MANY = 400;
/** With more values than that, a part of the seeds shows as much. */
const MOST = 1500;

/**
 * The values of every seed, or of some of them where there are too many to
 * draw, with the words that say so.
 */
export function drawnSeeds<T extends { readonly seed: number }>(
  values: readonly T[],
): { drawn: readonly T[]; notes: readonly string[] } {
  const every = Math.ceil(values.length / MOST);
  if (every < 2) return { drawn: values, notes: [] };
  const seeds = [...new Set(values.map(({ seed }) => seed))];
  const some = new Set(seeds.filter((_, index) => index % every === 0));
  return {
    drawn: values.filter(({ seed }) => some.has(seed)),
    notes: [
      `Small points are ${some.size} of ${seeds.length} seeds; means are of all.`,
    ],
  };
}

/** Points of single seeds. */
export function seedPoints(
  values: readonly object[],
  { color }: SeriesStyle,
): Layer {
  const many = values.length > MANY;
  return {
    data: { values },
    mark: {
      type: "circle",
      size: many ? 6 : 18,
      opacity: many ? 0.25 : 0.75,
      stroke: many ? null : colour("ground"),
      strokeWidth: 0.75,
    },
    encoding: { color },
  };
}

/** Lines that join the values of each stretch of a seed, in their order. */
export function seedLines(
  values: readonly SeedPoint[],
  { color }: SeriesStyle,
): Layer {
  return {
    data: { values: values.map((value, order) => ({ ...value, order })) },
    mark: {
      // Round, so that a value between two gaps is a dot.
      ...{ type: "line", strokeCap: "round" },
      ...{ strokeWidth: 0.75, opacity: 0.4 },
    },
    encoding: {
      color,
      detail: [{ field: "seed" }, { field: "stretch" }],
      order: { field: "order" },
    },
  };
}

/** Bands between the bounds of the intervals. */
export function bands(means: readonly Mean[], { color }: SeriesStyle): Layer {
  return {
    data: { values: means.filter(({ low }) => low !== undefined) },
    mark: { type: "area", opacity: 0.16 },
    encoding: {
      color,
      detail: { field: "stretch" },
      y: bound("low"),
      y2: { field: "high" },
    },
  };
}

/** Bars from bound to bound of the intervals. */
export function intervals(
  means: readonly Bounds[],
  { color }: SeriesStyle,
): Layer[] {
  const bars = (
    values: readonly object[],
    encoding: Encodings,
  ): Layer[] =>
    values.length === 0 ? [] : [{
      data: { values },
      mark: { type: "rule", strokeWidth: 1.5 },
      encoding: { color, ...encoding },
    }];
  return [
    ...bars(means.filter(({ low }) => low !== undefined), {
      y: bound("low"),
      y2: { field: "high" },
    }),
    ...bars(means.filter(({ left }) => left !== undefined), {
      x: bound("left"),
      x2: { field: "right" },
    }),
  ];
}

/** A bound along an axis that another layer describes. */
function bound(field: string) {
  return { field, type: "quantitative", title: null };
}

/** Lines that join the means of each stretch of a series, in their order. */
export function meanLines(
  means: readonly Mean[],
  { color, strokeDash }: SeriesStyle,
): Layer {
  return {
    data: { values: means.map((mean, order) => ({ ...mean, order })) },
    mark: { type: "line", strokeWidth: 1.75 },
    encoding: {
      color,
      strokeDash,
      detail: { field: "stretch" },
      order: { field: "order" },
    },
  };
}

/** Points at the means. */
export function meanPoints(
  means: readonly object[],
  { color, shape }: SeriesStyle,
): Layer {
  return {
    data: { values: means },
    mark: { type: "point", filled: true, size: 60, opacity: 1 },
    encoding: { color, shape },
  };
}

/** Lines to compare with. */
export function referenceLines(
  references: readonly Reference[],
  axes: Axes,
): Layer[] {
  return references.map((reference, index) => ({
    data: { values: placesOf(reference, axes) },
    mark: {
      type: "line",
      stroke: colour("soft"),
      strokeDash: referenceDash(index),
    },
    encoding: {},
  }));
}

/** The points of a reference that have a place. */
function placesOf({ points }: Reference, { x, y }: Axes) {
  return points.map(([x, y]) => ({ x, y })).filter((point) =>
    hasPlace(point.x, x) && hasPlace(point.y, y)
  );
}

/** With more means than that, a list of them helps nobody. */
const MOST_LISTED = 24;

/** The means in words, for those who cannot see them. */
export function meansText(
  means: readonly {
    readonly series: string;
    readonly value: number;
    readonly at: string;
  }[],
): string {
  const listed = means.slice(0, MOST_LISTED);
  const groups = [...Map.groupBy(listed, ({ series }) => series)].map(
    ([series, group]) => {
      const values = group.map(({ value, at }) =>
        `${numberText(value)} at ${at}`
      ).join(", ");
      return series === "" ? values : `${series}: ${values}`;
    },
  );
  const more = means.length - listed.length;
  return `${means.length === 0 ? "No means" : `Means: ${groups.join("; ")}`}${
    more > 0 ? `; and ${more} more` : ""
  }.`;
}
