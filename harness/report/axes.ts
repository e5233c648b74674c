/**
 * Axes in the terms of Vega-Lite, and their names.
 *
 * @module
 */
import type { Axis } from "../../suites/figure.ts";
import { visible } from "./html.ts";

/** Up to so many positions, each has its tick. */
const MOST_TICKS = 8;

/** The quantity with its unit, e.g. "test accuracy (%)". */
export function axisText({ label, unit, log }: Axis): string {
  const inside = [
    ...unit === undefined || unit === "" ? [] : [unitText(unit)],
    ...log ? ["log scale"] : [],
  ].join(", ");
  return visible(inside === "" ? label : `${label} (${inside})`);
}

/** A unit's sign. */
export function unitText(unit: string): string {
  return unit === "percent" ? "%" : unit;
}

/** A metric's name as a quantity, e.g. "test accuracy". */
export function metricText(name: string): string {
  return name.replaceAll("_", " ");
}

/** Whether a value has a place on the axis. */
export function hasPlace(value: number, { log = false }: Axis): boolean {
  return Number.isFinite(value) && (!log || value > 0);
}

/**
 * The encoding of a field along an axis on which these values lie.
 *
 * @param options.ticks Values to mark themselves, if they are few.
 */
export function along(
  axis: Axis,
  { field, values, ticks, title = null, zero = false }: {
    field: string;
    values: readonly number[];
    ticks?: readonly number[];
    title?: string | null;
    zero?: boolean;
  },
) {
  const places = sorted(values);
  const marked = sorted(ticks ?? []);
  const isMarked = marked.length > 0 && marked.length <= MOST_TICKS;
  const format = formatOf(places, { even: !axis.log && !isMarked });
  return {
    field,
    type: "quantitative",
    scale: axis.log
      ? { type: "log", domain: logDomain(places), nice: false }
      : { zero, padding: ticks === undefined ? 0 : 12 },
    axis: {
      title,
      format,
      labelExpr: labelOf(
        // Vega rounds a label by the distance of even ticks.
        isMarked ? `format(datum.value, "${format}")` : "datum.label",
      ),
      ...isMarked ? { values: marked } : {},
    },
  } as const;
}

/** The label of a tick; zero has no prefix or power, as in "0k". */
function labelOf(label: string): string {
  return `datum.value === 0 ? "0" : ${label}`;
}

function sorted(values: readonly number[]): number[] {
  return [...new Set(values)].toSorted((a, b) => a - b);
}

/** Somewhat wider than the sorted values, on a logarithmic axis. */
export function logDomain(places: readonly number[]): [number, number] {
  const [least = 1, most = 10] = [places[0], places.at(-1)];
  const margin = Math.max((most / least) ** 0.06, 1.03);
  return [
    Math.max(least / margin, Number.MIN_VALUE),
    Math.min(most * margin, Number.MAX_VALUE),
  ];
}

/**
 * A format of d3.
 *
 * @param options.even Whether ticks are evenly spaced, and so about as large
 * as the largest value.
 */
function formatOf(
  places: readonly number[],
  { even }: { even: boolean },
): string {
  const sizes = places.map(Math.abs).filter((size) => size > 0);
  if (sizes.length === 0) return ",~f";
  const most = Math.max(...sizes);
  const least = even ? most : Math.min(...sizes);
  if (most >= 1e9 || most < 1e-2 || least < 1e-4) return "~e";
  // With prefixes 0.01 would be "10m".
  return most >= 1e5 && least >= 1 ? "~s" : ",~f";
}
