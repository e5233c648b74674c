/**
 * The figures of a result: those that its claim declares, or else what can be
 * drawn of any claim.
 *
 * @module
 */
import type { Figure, FigureOf, PartsFigure } from "../../suites/figure.ts";
import type { Results } from "../../suites/suite.ts";
import { resultsOf } from "../records/results.ts";
import { readPaperTable } from "../../suites/paper_table.ts";
import { countText } from "../terminal/numbers.ts";
import { metricText } from "./axes.ts";
import { figureHtml } from "./figure_html.ts";
import type { Html } from "./html.ts";
import { note } from "./pieces.ts";
import type { SuiteResult } from "./suite_results.ts";

/** The figures of a result. */
export async function claimFigures(result: SuiteResult): Promise<Html[]> {
  const { claim, suite, tier, records } = result;
  const ours = whoseText(result);
  const results = untilDivergence(resultsOf(suite, { tier, records }));
  const declared = claim.figures?.(tier) ??
    (claim.exact ? [] : [partsOf(result)]);
  const figures: Html[] = [];
  const reasons: string[] = [];
  for (const figureOf of declared) {
    const figure = figureOrReason(() => figureOf(results, readPaperTable));
    if (typeof figure === "string") reasons.push(figure);
    else figures.push(await figureHtml(figure, { ours }));
  }
  return [...figures, ...undrawnNotes(reasons, result)];
}

/** Results in which a run that diverged has what it measured until then. */
function untilDivergence(results: Results): Results {
  return {
    ...results,
    series: (cell, name, options) => {
      const found = results.series(cell, name, { partly: true });
      return [...found.values()].some(({ length }) => length === 0)
        ? results.series(cell, name, options)
        : found;
    },
  };
}

/** Recorded results lack the same for all figures that they cannot give. */
function undrawnNotes(
  reasons: readonly string[],
  { recorded, tier }: SuiteResult,
): Html[] {
  if (recorded === undefined) {
    return reasons.map((reason) => note(`A figure is not drawn: ${reason}.`));
  }
  const { length } = reasons;
  if (length === 0) return [];
  return [
    note(
      `${
        length === 1 ? "A figure that needs" : `${length} figures that need`
      } more than recorded final numbers, such as the course of training, ${
        length === 1 ? "is" : "are"
      } drawn once the ${tier} tier has been run here.`,
    ),
  ];
}

/** Whose values a panel shows, e.g. "Ours: desk tier on wasm, 10 seeds". */
function whoseText({ tier, engine, suite, recorded }: SuiteResult): string {
  return `Ours: ${tier} tier on ${engine.engine}, ${
    countText(suite.seeds.length, "seed")
  }${recorded === undefined ? "" : ", recorded"}`;
}

/** The figure, or why the results do not suffice for it. */
function figureOrReason(make: () => Figure): Figure | string {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

/** The first metric of each cell, the paper's beside it. */
function partsOf({ claim, cells, tier }: SuiteResult): FigureOf {
  return ({ metric }, tables): PartsFigure => {
    const [name = ""] = claim.metrics;
    const unit = cells[0]?.metrics[name]?.unit;
    const figures = claim.paperFigures(tier, tables)
      .filter(({ cell, metric }) =>
        metric === name && cells.some(({ id }) => id === cell)
      );
    return {
      kind: "parts",
      title: `The ${metricText(name)} of each cell`,
      caption: "A small point is a seed, a large one their mean.",
      x: { label: "cell" },
      y: { label: metricText(name), ...unit === undefined ? {} : { unit } },
      parts: cells.map(({ id }) => ({ part: id, y: metric(id, name) })),
      ...figures.length === 0 ? {} : {
        paper: {
          source: claim.source,
          parts: figures.map(({ paperCell, value, sd, n }) => ({
            part: paperCell,
            y: value,
            ...sd === undefined ? {} : { sd },
            ...n === undefined ? {} : { n },
          })),
        },
      },
    };
  };
}
