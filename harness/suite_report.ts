/**
 * The report of a call: per suite the numbers of its cells, the verdict and
 * the gate; as text for a person and as one JSON document.
 *
 * @module
 */
import Table from "cli-table3";
import type { Claim, Finding } from "../suites/suite.ts";
import type { GateReport } from "./gate.ts";
import type { CellSummary, MetricSummary } from "./summary.ts";
import { describeFinding, type Verdict } from "./verdict.ts";

/** What a call found on one suite. */
export interface SuiteReport {
  readonly claim: Claim;
  readonly cells: readonly CellSummary[];
  readonly verdict: Verdict;
  /** Absent with `--no-gate`. */
  readonly gate?: GateReport;
}

/** The report on a suite, for a person. */
export function suiteText(
  { claim, cells, verdict, gate }: SuiteReport,
): string {
  const lines = [`${claim.id}: ${claim.title}`, `  ${claim.source}`];
  if (!claim.exact) lines.push(cellTable(claim, cells));
  lines.push(`  verdict: ${verdict.label}`);
  if (verdict.note !== undefined) lines.push(`    ${verdict.note}`);
  lines.push(
    ...claim.exact
      ? identityLines(verdict.findings)
      : verdict.findings.map((finding) =>
        `    ${finding.informative ? "also: " : ""}${
          describeFinding(finding)
        } → ${finding.outcome}`
      ),
  );
  if (gate !== undefined) {
    lines.push(
      `  gate: ${gate.status} (${gate.summary})`,
      ...gate.problems.map((problem) => `    ${problem}`),
    );
  }
  return lines.join("\n");
}

/** One line a suite. */
export function overviewText(reports: readonly SuiteReport[]): string {
  const table = new Table({ head: ["suite", "verdict", "gate"], style: PLAIN });
  for (const { claim, verdict, gate } of reports) {
    table.push([claim.id, verdict.label, gate?.status ?? "off"]);
  }
  return table.toString();
}

/** The report on a suite, for a program. */
export function suiteJson({ claim, cells, verdict, gate }: SuiteReport) {
  return {
    id: claim.id,
    title: claim.title,
    source: claim.source,
    exact: claim.exact,
    verdict,
    gate: gate ?? null,
    cells,
  };
}

const PLAIN = { head: [], border: [] };

function cellTable(claim: Claim, cells: readonly CellSummary[]): string {
  const table = new Table({
    head: [
      "cell",
      ...claim.metrics.flatMap((name) => [
        heading(cells, name),
        "paper",
      ]),
      "runs",
    ],
    style: PLAIN,
  });
  for (const { id, metrics, statuses } of cells) {
    table.push([
      id,
      ...claim.metrics.flatMap((name) => [
        meanText(metrics[name]),
        paperText(metrics[name]),
      ]),
      Object.entries(statuses).map(([status, n]) => `${n} ${status}`)
        .join("\n"),
    ]);
  }
  return table.toString();
}

function heading(cells: readonly CellSummary[], name: string): string {
  const unit = cells[0]?.metrics[name]?.unit;
  return `${name.replaceAll("_", " ")}${unit === undefined ? "" : `\n${unit}`}`;
}

function meanText(metric: MetricSummary | undefined): string {
  if (metric === undefined) return "";
  return plusMinus(metric);
}

function paperText(metric: MetricSummary | undefined): string {
  if (metric?.paper === undefined) return "";
  const { value, sd = NaN, paperCell } = metric.paper;
  return `${plusMinus({ mean: value, sd, unit: metric.unit })}\n${paperCell}`;
}

function plusMinus(
  { mean, sd, unit }: { mean: number; sd: number; unit: string },
): string {
  const digits = unit === "percent" ? 2 : 0;
  const spread = Number.isFinite(sd) ? ` ± ${sd.toFixed(digits)}` : "";
  return `${mean.toFixed(digits)}${spread}`;
}

function identityLines(findings: readonly Finding[]): string[] {
  const failing = findings.filter(({ outcome }) => outcome !== "reproduced");
  return [
    `    ${
      findings.length - failing.length
    } of ${findings.length} identities hold`,
    ...failing.map((finding) => `    not: ${describeFinding(finding)}`),
  ];
}
