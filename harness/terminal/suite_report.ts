/**
 * The report of a call: per suite the numbers of its cells, the verdict and
 * the gate; as text for a person and as one JSON document.
 *
 * @module
 */
import type { Outcome } from "../../suites/predicates.ts";
import type { Claim, Finding } from "../../suites/suite.ts";
import { describeFinding } from "./finding_text.ts";
import {
  OWN_WORDS,
  type OwnReport,
  TOO_FEW_SEEDS,
} from "../own_method/own_report.ts";
import type { GateReport } from "../golden/gate.ts";
import { type Meaning, type Paint, unpainted } from "./paint.ts";
import type { CellSummary, MetricSummary } from "./summary.ts";
import { tableText, WIDTH } from "./table_text.ts";
import { outcomeWord, type Verdict } from "../golden/verdict.ts";
import { wrapped } from "./wrapped.ts";

/** What a call found on one suite. */
export interface SuiteReport {
  readonly claim: Claim;
  readonly cells: readonly CellSummary[];
  readonly verdict: Verdict;
  /** What the user's own method did; no part of the verdict or the gate. */
  readonly own?: OwnReport;
  /** Absent with `--no-gate`. */
  readonly gate?: GateReport;
}

/** With more problems than that, something is wrong with all. */
const MOST_PROBLEMS = 20;

/** The report on a suite, for a person. */
export function suiteText(
  { claim, cells, verdict, own, gate }: SuiteReport,
  { paint = unpainted }: { paint?: Paint } = {},
): string {
  const head = [`${claim.id}: ${claim.title}`, `  ${claim.source}`];
  const conclusion = [
    `  verdict: ${paint(verdict.label, MEANINGS[verdict.outcome])}`,
    ...verdict.note === undefined ? [] : [`    ${verdict.note}`],
    ...claim.exact
      ? identityLines(verdict.findings)
      : verdict.findings.map((finding) =>
        findingLine(finding, outcomeWord(claim, { ...verdict, ...finding }))
      ),
    ...own === undefined ? [] : [
      "  your method, which is no part of the verdict:",
      ...own.findings.length === 0 ? [`    ${TOO_FEW_SEEDS}`] : [],
      ...own.findings.map((finding) =>
        findingLine(finding, OWN_WORDS[finding.outcome])
      ),
    ],
    ...gate === undefined ? [] : gateLines(gate, paint),
  ];
  const paragraphs = (lines: readonly string[]) =>
    lines.map((line) => wrapped(line, { width: WIDTH }));
  return [
    ...paragraphs(head),
    ...claim.exact ? [] : [cellTable(claim, [...cells, ...own?.cells ?? []])],
    ...paragraphs(conclusion),
  ].join("\n");
}

/** One line a suite. */
export function overviewText(
  reports: readonly SuiteReport[],
  { paint = unpainted }: { paint?: Paint } = {},
): string {
  return tableText(
    reports.map(({ claim, verdict, gate }) => [
      claim.id,
      paint(verdict.label, MEANINGS[verdict.outcome]),
      gate === undefined ? "off" : paint(gate.status, MEANINGS[gate.status]),
    ]),
    { head: ["suite", "verdict", "gate"] },
  );
}

/** The report on a suite, for a program. */
export function suiteJson({ claim, cells, verdict, own, gate }: SuiteReport) {
  return {
    id: claim.id,
    title: claim.title,
    source: claim.source,
    exact: claim.exact,
    verdict: {
      ...verdict,
      outcome: outcomeWord(claim, verdict),
      findings: verdict.findings.map((finding) =>
        withWord(finding, outcomeWord(claim, { ...verdict, ...finding }))
      ),
    },
    gate: gate ?? null,
    cells,
    ...own === undefined ? {} : {
      own: {
        ...own,
        findings: own.findings.map((finding) =>
          withWord(finding, OWN_WORDS[finding.outcome])
        ),
      },
    },
  };
}

/** A finding that says its outcome in this word, as its evidence does. */
function withWord(finding: Finding, outcome: string) {
  const { evidence } = finding;
  return {
    ...finding,
    outcome,
    evidence: "predicate" in evidence ? { ...evidence, outcome } : evidence,
  };
}

const MEANINGS: Readonly<Record<Outcome | GateReport["status"], Meaning>> = {
  reproduced: "good",
  contradicted: "bad",
  inconclusive: "open",
  passed: "good",
  partial: "open",
  failed: "bad",
};

function cellTable(claim: Claim, cells: readonly CellSummary[]): string {
  /** What stands under a metric: ours, and the paper's where it has any. */
  const columns = <T>(name: string, ours: T, paper: T): T[] =>
    cells.some(({ metrics }) => metrics[name]?.paper !== undefined)
      ? [ours, paper]
      : [ours];
  const head = [
    "cell",
    ...claim.metrics.flatMap((name) =>
      columns(name, heading(cells, name), "paper")
    ),
    "runs",
  ];
  const rows = cells.map(({ id, metrics, statuses }) => [
    id,
    ...claim.metrics.flatMap((name) =>
      columns(name, meanText(metrics[name]), paperText(metrics[name]))
    ),
    Object.entries(statuses).map(([status, n]) => `${n} ${status}`)
      .join("\n"),
  ]);
  return tableText(rows, { head });
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
  const digits = digitsOf(mean, unit);
  const spread = Number.isFinite(sd) ? ` ± ${sd.toFixed(digits)}` : "";
  return `${mean.toFixed(digits)}${spread}`;
}

/** Digits behind the point: none of what is counted, else three in all. */
function digitsOf(mean: number, unit: string): number {
  if (unit === "percent") return 2;
  if (COUNTED.includes(unit) || !(Math.abs(mean) > 0)) return 0;
  return Math.min(Math.max(2 - Math.floor(Math.log10(Math.abs(mean))), 0), 6);
}

const COUNTED = ["steps", "epochs", "examples"];

function findingLine(finding: Finding, word: string): string {
  const prefix = finding.informative ? "also: " : "";
  return `    ${prefix}${describeFinding(finding)} → ${word}`;
}

function gateLines(
  { status, summary, problems }: GateReport,
  paint: Paint,
): string[] {
  const more = problems.length - MOST_PROBLEMS;
  return [
    `  gate: ${paint(status, MEANINGS[status])} (${summary})`,
    ...problems.slice(0, MOST_PROBLEMS).map((problem) => `    ${problem}`),
    ...more > 0 ? [`    and ${more} more; --json has them all`] : [],
  ];
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
