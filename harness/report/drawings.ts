/**
 * Small drawings that stand beside their numbers in a table.
 *
 * @module
 */
import type { Comparison, ExactCheck } from "../../suites/predicates.ts";
import { colour } from "./colours.ts";
import { type Html, markup } from "./html.ts";

const WIDTH = 132;
const HEIGHT = 20;
const MIDDLE = HEIGHT / 2;

/** The bounds about zero, with the margin if there is one. */
export function intervalDrawing(
  { meanDifference, lower, upper, margin }: Comparison,
): Html | string {
  const marks = [0, meanDifference, lower, upper];
  if (!marks.every(Number.isFinite)) return "—";
  const reach = 1.08 * Math.max(...marks.map(Math.abs), margin ?? 0) || 1;
  const at = (value: number) => place(value / reach);
  const stroke = colour("series-1");
  return drawing([
    upright(at(0)),
    ...margin === undefined
      ? []
      : [upright(at(-margin), "2,2"), upright(at(margin), "2,2")],
    markup`<path d="M${at(lower)},${MIDDLE}H${at(upper)}" stroke="${stroke}"
stroke-width="3"/>`,
    dot(at(meanDifference), stroke),
  ]);
}

/** Powers of ten from the limit to the left end, and half as many beyond. */
const ERROR_POWERS = 4;

/** The error as a share of what is allowed, on a logarithmic scale. */
export function errorDrawing({ error, bound, holds }: ExactCheck): Html {
  const power = error === 0 ? -Infinity : Math.log10(error / bound);
  const share = Math.min(Math.max(power / ERROR_POWERS, -1), 0.5);
  const at = (share: number) => place((share + 0.25) / 0.8);
  return drawing([
    upright(at(0)),
    // An error that is no number counts as the largest.
    dot(
      at(Number.isNaN(share) ? 0.5 : share),
      colour(holds ? "series-1" : "series-2"),
    ),
  ]);
}

/** From -1 to 1 across the drawing. */
function place(share: number): string {
  return (WIDTH * (share + 1) / 2).toFixed(1);
}

function upright(at: string, dashes = "none"): Html {
  return markup`<path d="M${at},1V${HEIGHT - 1}" stroke="${colour("soft")}"
stroke-dasharray="${dashes}"/>`;
}

function dot(at: string, fill: string): Html {
  return markup`<circle cx="${at}" cy="${MIDDLE}" r="4.5" fill="${fill}"/>`;
}

function drawing(parts: readonly Html[]): Html {
  return markup`<svg aria-hidden="true" width="${WIDTH}" height="${HEIGHT}">
${parts}</svg>`;
}
