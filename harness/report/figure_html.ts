/**
 * A claim's figure: our panel, and the paper's beside it.
 *
 * @module
 */
import type {
  Axis,
  CurveFigure,
  Figure,
  Reference,
  TrainingFigure,
} from "../../suites/figure.ts";
import { axisText } from "./axes.ts";
import { curvePlot, paperCurvePlot, type PlotWithNotes } from "./curve_plot.ts";
import { type Html, markup } from "./html.ts";
import { partsPlot } from "./parts_plot.ts";
import { note } from "./pieces.ts";
import { planePlot } from "./plane_plot.ts";
import { drawn, type Plot } from "./plot.ts";
import { legend, type SeriesStyle, seriesStyle } from "./series_style.ts";
import { trainingPlot } from "./training_plot.ts";

/** A figure, ready to be drawn. */
interface Panels {
  readonly ours: PlotWithNotes;
  readonly paper?: { readonly source: string; readonly plot: Plot };
}

/** Draws a figure; `ours` says whose values they are. */
export async function figureHtml(
  figure: Figure,
  { ours }: { ours: string },
): Promise<Html> {
  const names = seriesOf(figure);
  const references: readonly Reference[] = "references" in figure
    ? figure.references ?? []
    : [];
  const panels = panelsOf(figure, { style: seriesStyle(names), ours });
  const notes = [...scaleNotes(figure), ...panels.ours.notes];
  return markup`<figure class="${
    panels.paper === undefined ? "figure" : "figure wide"
  }">
<figcaption><strong>${figure.title}.</strong> ${figure.caption}</figcaption>
${legend(names, { references })}
<div class="panels">
${await panelHtml(ours, panels.ours.plot)}
${
    panels.paper === undefined ? undefined : await panelHtml(
      `The paper: ${panels.paper.source}`,
      panels.paper.plot,
    )
  }
</div>
${notes.length === 0 ? undefined : note(notes.join(" "))}
</figure>`;
}

/** One plot under its name. */
async function panelHtml(name: string, plot: Plot): Promise<Html> {
  const drawing = await drawn(plot) ?? note("There is nothing to draw.");
  return markup`<div class="panel"><p>${name}</p>${drawing}</div>`;
}

function seriesOf(figure: Figure): string[] {
  const named = (values: readonly { readonly series?: string }[] = []) =>
    values.map(({ series = "" }) => series);
  switch (figure.kind) {
    case "curve":
      return [...named(figure.points), ...named(figure.paper?.points)];
    case "training":
      return [...named(figure.lines), ...named(figure.paper?.points)];
    case "plane":
      return named(figure.clouds);
    case "parts":
      return [...named(figure.parts), ...named(figure.paper?.parts)];
  }
}

function panelsOf(
  figure: Figure,
  { style, ours }: { style: SeriesStyle; ours: string },
): Panels {
  const { title, x, y } = figure;
  const axes = figure.kind === "parts"
    ? `${axisText(y)} of each ${x.label}`
    : `${axisText(y)} against ${axisText(x)}`;
  const labelled = (whose: string) => ({
    label: `${title}, ${whose}: ${axes}.`,
    style,
  });
  switch (figure.kind) {
    case "curve":
      return {
        ours: curvePlot(figure, labelled(ours)),
        ...paperCurve(figure, labelled("the paper")),
      };
    case "training":
      return {
        ours: trainingPlot(figure, labelled(ours)),
        ...paperCurve(figure, labelled("the paper")),
      };
    case "plane":
      return { ours: planePlot(figure, labelled(ours)) };
    case "parts": {
      const { parts, bars = false, paper } = figure;
      const options = { axis: y, bars };
      return {
        ours: partsPlot(parts, { ...options, ...labelled(ours) }),
        ...paper === undefined ? {} : {
          paper: {
            source: paper.source,
            plot: partsPlot(paper.parts, {
              ...options,
              ...labelled("the paper"),
            }).plot,
          },
        },
      };
    }
  }
}

function paperCurve(
  { x, y, paper }: CurveFigure | TrainingFigure,
  options: { label: string; style: SeriesStyle },
): Pick<Panels, "paper"> | Record<never, never> {
  if (paper === undefined || paper.points.length === 0) return {};
  const { source, points } = paper;
  return {
    paper: { source, plot: paperCurvePlot({ x, y }, { points, ...options }) },
  };
}

function scaleNotes(figure: Figure): string[] {
  const averaged: readonly Axis[] = figure.kind === "plane"
    ? []
    : figure.kind === "curve" &&
        figure.points.some(({ x }) => typeof x !== "number")
    ? [figure.x, figure.y]
    : [figure.y];
  return averaged.some(({ log }) => log)
    ? ["Means along a logarithmic axis are geometric."]
    : [];
}
