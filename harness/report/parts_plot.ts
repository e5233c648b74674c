/**
 * A metric of several parts, such as layers or cells, one below the other: the
 * mean with its 95 % interval and a point for each seed, as a bar from zero or
 * as a dot.
 *
 * @module
 */
import type { Axis } from "../../suites/figure.ts";
import type { BySeed } from "../../suites/predicates.ts";
import { along, axisText, hasPlace } from "./axes.ts";
import { missingNotes, type PlotWithNotes } from "./curve_plot.ts";
import { visible } from "./html.ts";
import {
  type Bounds,
  drawnSeeds,
  intervals,
  meanPoints,
  meansText,
  seedPoints,
} from "./layers.ts";
import { halfWidth, type MeanInterval, meanInterval } from "./mean_interval.ts";
import type { Layer } from "./plot.ts";
import type { SeriesStyle } from "./series_style.ts";

/** A part with its values, or with the mean that a paper prints. */
export interface PartValue {
  readonly part: string;
  readonly series?: string;
  readonly y: BySeed | number;
  /** Of the mean, over n runs. */
  readonly sd?: number;
  readonly n?: number;
}

/** Room of a part; names are cut to fit a phone. */
const STEP = 24;
const NAME_WIDTH = 130;

/** The plot. */
export function partsPlot(
  given: readonly PartValue[],
  { axis, label, style, bars = false }: {
    /** Of the values. */
    axis: Axis;
    label: string;
    style: SeriesStyle;
    /** From zero; only along a linear axis. */
    bars?: boolean;
  },
): PlotWithNotes {
  // Names are drawn as they are.
  const values = given.map((one) => ({ ...one, part: visible(one.part) }));
  const all = values.flatMap(({ part, series = "", y }) =>
    typeof y === "number"
      ? []
      : [...y].map(([seed, x]) => ({ part, series, seed, x }))
  );
  const seeds = all.filter(({ x }) => hasPlace(x, axis));
  const { drawn, notes } = drawnSeeds(seeds);
  const means = values.flatMap((value) => meansOf(value, axis));
  const parts = [...new Set(values.map(({ part }) => part))];
  const fromZero = bars && !axis.log;
  return {
    plot: {
      label: `${label} ${
        meansText(
          means.map(({ series, part, x }) => ({ series, value: x, at: part })),
        )
      }`,
      above: axisText(axis),
      height: STEP * parts.length,
      encoding: {
        y: {
          field: "part",
          type: "nominal",
          scale: { domain: parts },
          axis: {
            title: null,
            labelLimit: NAME_WIDTH,
            ticks: false,
            grid: true,
          },
        },
        ...offsets(style),
        x: along(axis, {
          field: "x",
          values: [
            ...seeds.map(({ x }) => x),
            ...means.flatMap(({ x, left = x, right = x }) => [x, left, right]),
          ],
          zero: fromZero,
        }),
      },
      layers: [
        ...fromZero ? [barsTo(means, style)] : [],
        ...intervals(means, style),
        seedPoints(drawn, style),
        meanPoints(means, style),
      ],
    },
    notes: [...notes, ...missingNotes(all.length - seeds.length, all.length)],
  };
}

interface PartMean extends Bounds {
  readonly part: string;
  readonly series: string;
  readonly x: number;
}

/** The mean of a part, if there is one. */
function meansOf(value: PartValue, axis: Axis): PartMean[] {
  const { part, series = "" } = value;
  const interval = typeof value.y === "number"
    ? printedInterval({ ...value, y: value.y })
    : meanInterval([...value.y.values()], axis);
  if (interval === undefined || !hasPlace(interval.mean, axis)) return [];
  const { mean: x, lower: left, upper: right } = interval;
  return [{
    ...{ part, series, x },
    ...hasPlace(left, axis) && hasPlace(right, axis) ? { left, right } : {},
  }];
}

function printedInterval(
  { y, sd = NaN, n = 0 }: { y: number; sd?: number; n?: number },
): MeanInterval {
  const half = halfWidth({ sd, n });
  return { mean: y, lower: y - half, upper: y + half };
}

/** The series of a part lie beside each other. */
function offsets({ color: { scale: { domain } } }: SeriesStyle) {
  return domain.length < 2 ? {} : {
    yOffset: { field: "series", type: "nominal", scale: { domain } },
  };
}

function barsTo(means: readonly PartMean[], { color }: SeriesStyle): Layer {
  return {
    data: { values: means },
    mark: { type: "bar", opacity: 0.3 },
    encoding: { color },
  };
}
