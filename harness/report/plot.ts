/**
 * Plots as SVG that follows the page's colours and text.
 *
 * @module
 */
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { colour } from "./colours.ts";
import { type Html, markup, trusted } from "./html.ts";
import { textWidth } from "./text_width.ts";

/** Encodings by channel, in the terms of Vega-Lite; null for none. */
export type Encodings = Readonly<Record<string, object | null>>;

/** One layer of a plot, in the terms of Vega-Lite. */
export interface Layer {
  readonly data: { readonly values: readonly object[] };
  readonly mark: object;
  readonly encoding: Encodings;
}

/** A plot, before it is drawn. */
export interface Plot {
  /** What it shows, for those who cannot see it. */
  readonly label: string;
  /** Stands above the vertical axis, which it names. */
  readonly above?: string;
  /** Encodings of all layers that have no other. */
  readonly encoding: Encodings;
  readonly layers: readonly Layer[];
  /** Of the plotting area, in the units of the page's pixels. */
  readonly height?: number;
}

/** With the axes; fits a phone of 360 pixels. */
const WIDTH = 360;
const HEIGHT = 220;

const CONFIG = {
  aria: false,
  background: "transparent",
  padding: 2,
  view: { stroke: null },
  style: {
    "guide-label": { fill: colour("soft"), fontSize: 11 },
    "guide-title": { fill: colour("soft"), fontSize: 11, fontWeight: "normal" },
    "group-title": { fill: colour("soft"), fontSize: 11, fontWeight: "normal" },
  },
  axis: {
    domainColor: colour("line"),
    gridColor: colour("grid"),
    tickColor: colour("line"),
    labelOverlap: "greedy",
    tickCount: 5,
    titlePadding: 6,
  },
  title: { anchor: "start", frame: "bounds", offset: 8 },
} as const;

/** Draws a plot; nothing if it has nothing to show. */
export async function drawn(
  { label, above, encoding, layers, height = HEIGHT }: Plot,
): Promise<Html | undefined> {
  const layer = layers.filter(({ data }) => data.values.length > 0);
  if (layer.length === 0) return undefined;
  measureWithoutBrowser();
  const spec = {
    config: CONFIG,
    width: WIDTH,
    height,
    autosize: { type: "fit-x", contains: "padding" },
    ...above === undefined ? {} : { title: above },
    encoding,
    layer,
  } as unknown as TopLevelSpec;
  const view = new vega.View(vega.parse(compile(spec).spec), {
    renderer: "none",
    // It warns of numbers whose differences are no numbers, and draws the rest.
    logLevel: vega.Error,
  });
  try {
    return labelled(await view.toSVG(), label);
  } finally {
    view.finalize();
  }
}

/** The drawing under a label; its parts mean nothing by themselves. */
function labelled(svg: string, label: string): Html {
  const [start = "", width, height] = svg.match(
    /^<svg[^>]* width="([\d.]+)" height="([\d.]+)"[^>]*>/,
  ) ?? [];
  const inside = svg.slice(start.length).replaceAll(
    / (role|class|aria-[a-z]+|pointer-events|opacity)="(?!0)[^"<>]*"/g,
    "",
  );
  const box = `0 0 ${width} ${height}`;
  return markup`<svg role="img" aria-label="${label}" viewBox="${box}"
width="${width}" height="${height}">${trusted(inside)}`;
}

/** Vega's place for a measure of text, which its types leave out. */
interface TextMetrics {
  width(item: { fontSize?: number; text?: unknown }, text?: string): number;
}

/** Vega's own estimate takes every letter for a wide one. */
function measureWithoutBrowser(): void {
  const { textMetrics } = vega as unknown as { textMetrics: TextMetrics };
  textMetrics.width = ({ fontSize = 11, text }, part) =>
    textWidth(String(part ?? text ?? ""), fontSize);
}
