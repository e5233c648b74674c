/**
 * How much of what rounding explains each identity uses up.
 *
 * @module
 */
import type { Axis } from "../../suites/figure.ts";
import type { Finding } from "../../suites/suite.ts";
import { along, axisText } from "./axes.ts";
import { colour } from "./colours.ts";
import type { Plot } from "./plot.ts";

const AXIS: Axis = { label: "error, of the largest allowed", log: true };
/** Smaller errors, and none at all, stand at the end of the axis. */
const LEAST = 1e-4;
const MOST = 1e4;
const STEP = 18;

/** The plot of exact findings, numbered from 1; undefined without any. */
export function identitiesPlot(
  findings: readonly Finding[],
  { label }: { label: string },
): Plot | undefined {
  const values = findings.flatMap(({ evidence }, index) => {
    if ("predicate" in evidence) return [];
    const { error, bound, holds } = evidence;
    const ratio = error === 0 ? 0 : error / bound;
    return [{
      number: String(index + 1),
      // An error that is no number counts as the largest.
      ratio: Math.min(Math.max(ratio, LEAST), MOST) || MOST,
      series: holds ? "holds" : "fails",
    }];
  });
  if (values.length === 0) return undefined;
  const failing = values.filter(({ series }) => series === "fails").length;
  const most = Math.max(10, ...values.map(({ ratio }) => ratio));
  const encode = (condition: string, then: string, otherwise: string) => ({
    condition: { test: { field: "series", equal: condition }, value: then },
    value: otherwise,
  });
  return {
    label: `${label} ${failing} of ${values.length} are beyond the limit.`,
    above: axisText(AXIS),
    height: { step: STEP },
    encoding: {
      y: {
        field: "number",
        type: "nominal",
        sort: null,
        axis: { title: null, ticks: false, grid: true },
      },
      x: {
        ...along(AXIS, { field: "ratio", values: [LEAST, most] }),
        axis: { title: null, format: "~e", tickCount: 5 },
      },
    },
    layers: [
      {
        data: { values: [{ limit: 1 }] },
        mark: { type: "rule", stroke: colour("soft"), strokeDash: [4, 3] },
        encoding: {
          x: { field: "limit", type: "quantitative" },
          y: null,
        },
      },
      {
        data: { values },
        mark: { type: "point", filled: true, size: 50, opacity: 1 },
        encoding: {
          color: encode("fails", colour("series-2"), colour("series-1")),
          shape: encode("fails", "diamond", "circle"),
        },
      },
    ],
  };
}
