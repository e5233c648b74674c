/**
 * How series are told apart: by colour, and by shape and dashes too.
 *
 * @module
 */
import type { Reference } from "../../suites/figure.ts";
import { colour, SERIES_COLOURS } from "./colours.ts";
import { type Html, markup } from "./html.ts";

/** Co-prime to the number of colours, so that 30 series differ. */
const SHAPES = ["circle", "square", "triangle-up", "diamond", "triangle-down"];
const DASHES = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4]];
const REFERENCE_DASHES = [[4, 3], [1, 3], [9, 3], [9, 3, 1, 3]];

/** The shapes as paths about the origin, 8 units across. */
const PATHS: Readonly<Record<string, string>> = {
  "circle": "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0Z",
  "square": "M-3.5,-3.5h7v7h-7Z",
  "triangle-up": "M0,-4L4.5,4H-4.5Z",
  "diamond": "M0,-5L4,0L0,5L-4,0Z",
  "triangle-down": "M0,4L-4.5,-4H4.5Z",
};

/** Encodings of the field "series"; the page has the legend. */
export function seriesStyle(names: readonly string[]) {
  const domain = [...new Set(names)];
  const encoding = <T>(styles: readonly T[]) => ({
    field: "series",
    type: "nominal",
    scale: { domain, range: domain.map((_, index) => cycled(styles, index)) },
    legend: null,
    sort: null,
  } as const);
  return {
    color: encoding(SERIES_COLOURS),
    shape: encoding(SHAPES),
    strokeDash: encoding(DASHES),
  };
}

/** What {@linkcode seriesStyle} makes. */
export type SeriesStyle = ReturnType<typeof seriesStyle>;

/** The dashes of the reference at `index`. */
export function referenceDash(index: number): readonly number[] {
  return cycled(REFERENCE_DASHES, index);
}

/** Names beside their marks; nothing for a single series without reference. */
export function legend(
  names: readonly string[],
  { references = [] }: { references?: readonly Reference[] } = {},
): Html | undefined {
  const series = [...new Set(names)];
  if (series.length < 2 && references.length === 0) return undefined;
  const items = [
    ...series.map((name, index) =>
      name === "" ? undefined : item(name, {
        stroke: cycled(SERIES_COLOURS, index),
        dash: cycled(DASHES, index),
        path: PATHS[cycled(SHAPES, index)]!,
      })
    ),
    ...references.map(({ label }, index) =>
      item(label, {
        stroke: colour("soft"),
        dash: referenceDash(index),
      })
    ),
  ];
  return markup`<ul class="legend">${items}</ul>`;
}

function item(
  name: string,
  { stroke, dash, path }: {
    stroke: string;
    dash: readonly number[];
    path?: string;
  },
): Html {
  const line =
    markup`<path d="M0,7H28" stroke="${stroke}" stroke-width="1.75" stroke-dasharray="${
      dash.join(",")
    }"/>`;
  const mark = path === undefined
    ? undefined
    : markup`<path d="${path}" transform="translate(14,7)" fill="${stroke}"/>`;
  return markup`<li><svg aria-hidden="true" width="28" height="14">
${line}${mark}</svg>${name}</li>
`;
}

function cycled<T>(styles: readonly T[], index: number): T {
  return styles[index % styles.length]!;
}
