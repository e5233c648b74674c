/**
 * The numbers of a suite: means over seeds beside the paper's, and every
 * seed's own.
 *
 * @module
 */
import type { CellSummary, MetricSummary } from "../terminal/summary.ts";
import { countText, numberText, plusMinusText } from "../terminal/numbers.ts";
import { metricText, unitText } from "./axes.ts";
import { type Html, markup, type Part } from "./html.ts";
import { folded, note, soft } from "./pieces.ts";
import type { SuiteResult } from "./suite_results.ts";
import { type Column, tableHtml } from "./table.ts";

/** More rows than that are for a program to read. */
const MOST_ROWS = 400;

/** A row for each cell. */
export function cellsTable({ claim, cells, suite }: SuiteResult): Html {
  const present = claim.metrics.filter((name) =>
    cells.some(({ metrics }) => metrics[name] !== undefined)
  );
  return tableHtml(cells, {
    caption: suite.seeds.length > 1
      ? `Mean ± standard deviation over ${suite.seeds.length} seeds`
      : "Values",
    columns: [
      { head: "cell", cell: ({ id }) => id },
      ...present.flatMap((name) => metricColumns(name, cells)),
      {
        head: "runs",
        cell: ({ statuses }) =>
          Object.entries(statuses).map(([status, n]) => `${n} ${status}`)
            .join(", "),
      },
    ],
  });
}

function metricColumns(
  name: string,
  cells: readonly CellSummary[],
): Column<CellSummary>[] {
  const ours: Column<CellSummary> = {
    head: metricHead(name, cells),
    number: true,
    cell: ({ metrics }) => meanText(metrics[name]),
  };
  const hasPaper = cells.some(({ metrics }) =>
    metrics[name]?.paper !== undefined
  );
  return hasPaper
    ? [ours, {
      head: "the paper",
      number: true,
      cell: ({ metrics }) => paperPart(metrics[name]),
    }]
    : [ours];
}

function metricHead(name: string, cells: readonly CellSummary[]): Part {
  const unit = cells.map(({ metrics }) => metrics[name]?.unit)
    .find((unit) => unit !== undefined && unit !== "");
  return unit === undefined
    ? metricText(name)
    : [metricText(name), " ", soft(`(${unitText(unit)})`)];
}

function meanText(metric: MetricSummary | undefined): string {
  return metric === undefined ? "" : plusMinusText(metric.mean, metric.sd);
}

function paperPart(metric: MetricSummary | undefined): Part {
  if (metric?.paper === undefined) return "";
  const { value, sd = NaN, paperCell } = metric.paper;
  return [
    plusMinusText(value, sd),
    markup`<span class="wraps"> ${soft(paperCell)}</span>`,
  ];
}

/** A row for each run, folded away. */
export function runsTable({ suite, records, cells }: SuiteResult): Html {
  const rows = suite.cells.flatMap(({ id, runs }) =>
    [...runs].flatMap(([seed, run]) => {
      const outcome = records.get(run)?.outcome;
      return outcome === undefined ? [] : [{ id, seed, outcome }];
    })
  );
  const names = [
    ...new Set(rows.flatMap(({ outcome }) => Object.keys(outcome.metrics))),
  ];
  const shown = rows.slice(0, MOST_ROWS);
  const table = tableHtml(shown, {
    caption: "Every run",
    columns: [
      { head: "cell", cell: ({ id }) => id },
      { head: "seed", number: true, cell: ({ seed }) => String(seed) },
      ...names.map((name) => ({
        head: metricHead(name, cells),
        number: true,
        cell: ({ outcome }: typeof rows[number]) => {
          const value = outcome.metrics[name]?.value;
          return value === undefined ? "" : numberText(value);
        },
      })),
      {
        head: "ended",
        cell: ({ outcome: { status, divergedAt } }) =>
          divergedAt === undefined
            ? status
            : `${status} at update ${divergedAt}`,
      },
    ],
  });
  return folded(`Every run: ${countText(rows.length, "run")}`, {
    content: shown.length < rows.length
      ? [note(`The first ${shown.length}.`), table]
      : table,
  });
}
