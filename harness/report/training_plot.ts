/**
 * Series along training: a thin line for each seed, the mean over seeds with
 * its 95 % interval for as long as every seed goes on. A line ends where a
 * value has no place, as of a run that diverged, and may begin again after it.
 *
 * @module
 */
import type { SeriesBySeed, TrainingFigure } from "../../suites/figure.ts";
import { numberText } from "../terminal/numbers.ts";
import { along, axisText, hasPlace } from "./axes.ts";
import { missingNotes, type PlotWithNotes } from "./curve_plot.ts";
import {
  bands,
  type Mean,
  meanLines,
  meansText,
  reached,
  referenceLines,
  seedLines,
  type SeedPoint,
  stretchesOf,
} from "./layers.ts";
import { meanInterval } from "./mean_interval.ts";
import type { SeriesStyle } from "./series_style.ts";

type Line = TrainingFigure["lines"][number];

/** A plot is a few hundred pixels wide. */
const MOST_POSITIONS = 120;
/** More lines than that are a cloud. */
const MOST_SEEDS = 10;

/** Our values. */
export function trainingPlot(
  { x, y, lines, references = [] }: TrainingFigure,
  { label, style }: { label: string; style: SeriesStyle },
): PlotWithNotes {
  const longest = Math.max(
    0,
    ...lines.flatMap((line) =>
      [...line.y.values()].map(({ length }) => length)
    ),
  );
  const positions = spread(longest);
  const all = lines.flatMap((line) =>
    [...line.y.keys()].slice(0, MOST_SEEDS).map((seed) =>
      pointsOf(line, { seed, positions })
    )
  );
  const seeds = all.flatMap((points) => stretchesOf(points, { x, y }));
  const means = lines.flatMap((line) =>
    stretchesOf(
      positions.map((position) => meanAt(line, { position, y })),
      { x, y },
    )
  );
  const { xs, ys } = reached({ means, seeds, references }, { x, y });
  const encoding = {
    x: along(x, { field: "x", values: xs, title: axisText(x) }),
    y: along(y, { field: "y", values: ys }),
  };
  const count = all.flat().length;
  const most = Math.max(0, ...lines.map((line) => line.y.size));
  return {
    plot: {
      label: `${label} ${meansText(ends(means))}`,
      above: axisText(y),
      encoding,
      layers: [
        ...referenceLines(references, { x, y }),
        seedLines(seeds, style),
        bands(means, style),
        meanLines(means, style),
      ],
    },
    notes: [
      ...most > MOST_SEEDS
        ? [`Thin lines are the first ${MOST_SEEDS} of ${most} seeds.`]
        : [],
      ...missingNotes(count - seeds.length, count),
    ],
  };
}

/** Where the mean of each series begins and ends. */
function ends(means: readonly Mean[]) {
  return [...Map.groupBy(means, ({ series }) => series).values()].flatMap(
    (line) =>
      [line[0]!, line.at(-1)!].map(({ series, x, y }) => ({
        series,
        value: y,
        at: numberText(x),
      })),
  );
}

/** At most so many of the indices below `length`, evenly, ends included. */
function spread(length: number): number[] {
  if (length <= MOST_POSITIONS) return Array.from({ length }, (_, i) => i);
  const step = (length - 1) / (MOST_POSITIONS - 1);
  return Array.from(
    { length: MOST_POSITIONS },
    (_, index) => Math.round(index * step),
  );
}

function pointsOf(
  line: Line,
  { seed, positions }: { seed: number; positions: readonly number[] },
): SeedPoint[] {
  const values = line.y.get(seed)!;
  // A run that stops between two positions ends where it stops.
  const own = [
    ...positions.filter((p) => p < values.length),
    values.length - 1,
  ];
  return [...new Set(own)].filter((position) => position >= 0)
    .map((position) => ({
      series: line.series,
      seed,
      x: placeOf(line.x, { seed, position }),
      y: values[position]!,
    }));
}

/** The mean at a position; NaN unless every seed has a value at one place. */
function meanAt(
  line: Line,
  { position, y }: Pick<TrainingFigure, "y"> & { position: number },
): Mean {
  const places = new Set(
    [...line.y.keys()].map((seed) => placeOf(line.x, { seed, position })),
  );
  const [place] = places;
  const interval = meanInterval(
    [...line.y.values()].map((values) => values[position] ?? NaN),
    y,
  );
  if (interval === undefined || place === undefined || places.size > 1) {
    return { series: line.series, x: NaN, y: NaN };
  }
  const { mean, lower, upper } = interval;
  const bounds = hasPlace(lower, y) && hasPlace(upper, y)
    ? { low: lower, high: upper }
    : {};
  return { series: line.series, x: place, y: mean, ...bounds };
}

function placeOf(
  x: SeriesBySeed | undefined,
  { seed, position }: { seed: number; position: number },
): number {
  return x === undefined ? position + 1 : x.get(seed)?.[position] ?? NaN;
}
