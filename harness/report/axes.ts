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
 * @param options.ticks Whether to mark the values themselves, if they are few.
 */
export function along(
  axis: Axis,
  { field, values, ticks = false, title = null, zero = false }: {
    field: string;
    values: readonly number[];
    ticks?: boolean;
    title?: string | null;
    zero?: boolean;
  },
) {
  const places = [...new Set(values)].toSorted((a, b) => a - b);
  return {
    field,
    type: "quantitative",
    scale: axis.log
      ? { type: "log", domain: logDomain(places), nice: false }
      : { zero, padding: ticks ? 12 : 0 },
    axis: {
      title,
      format: formatOf(places),
      ...ticks && places.length <= MOST_TICKS ? { values: places } : {},
    },
  } as const;
}

/** Somewhat wider than the values, on a logarithmic axis. */
function logDomain(places: readonly number[]): [number, number] {
  const [least = 1, most = 10] = [places[0], places.at(-1)];
  const margin = Math.max((most / least) ** 0.06, 1.03);
  return [
    Math.max(least / margin, Number.MIN_VALUE),
    Math.min(most * margin, Number.MAX_VALUE),
  ];
}

/** A format of d3. */
function formatOf(places: readonly number[]): string {
  const sizes = places.map(Math.abs).filter((size) => size > 0);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  if (most >= 1e9 || most < 1e-2 || least < 1e-4) return "~e";
  return most >= 1e5 ? "~s" : ",~f";
}
