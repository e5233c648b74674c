/**
 * What each predicate of a claim found.
 *
 * @module
 */
import type {
  Comparison,
  Evidence,
  ExactCheck,
  Interval,
  Outcome,
} from "../../suites/predicates.ts";
import type { Claim, Finding } from "../../suites/suite.ts";
import {
  describeEvidence,
  numbersText,
  pairsOf,
} from "../terminal/finding_text.ts";
import type { GoldenFinding } from "../golden/golden_form.ts";
import { outcomeWord, type Verdict } from "../golden/verdict.ts";
import { numberText } from "../terminal/numbers.ts";
import { errorDrawing, intervalDrawing } from "./drawings.ts";
import { type Html, markup, type Part } from "./html.ts";
import { folded, soft } from "./pieces.ts";
import { tableHtml } from "./table.ts";
import { badge, isFaint } from "./verdict_badge.ts";

type Compared = Finding & { readonly evidence: Comparison };
type Checked = Finding & { readonly evidence: ExactCheck };

/**
 * The findings behind a verdict; nothing if there are none. Those of an exact
 * claim are all identities, whether they state a value or a limit.
 */
export function findingsTable(
  claim: Claim,
  { findings, tier }: Verdict,
): Html[] {
  const of = <E extends Evidence>(is: (evidence: Evidence) => evidence is E) =>
    findings.filter((finding): finding is Finding & { readonly evidence: E } =>
      is(finding.evidence)
    );
  const [compared, checked] = [of(isComparison), of(isExactCheck)];
  const others = findings.filter(({ evidence }) =>
    !isComparison(evidence) && !isExactCheck(evidence)
  );
  const tables = [
    ...compared.length === 0 ? [] : [comparisons(compared, { claim, tier })],
    ...others.length === 0 ? [] : [
      otherFindings(others, {
        ...{ claim, tier },
        caption: compared.length === 0
          ? "What the predicates found"
          : "What else the predicates found",
      }),
    ],
  ];
  const checks = checked.length === 0 ? [] : [checksTable(checked)];
  return claim.exact
    ? identitiesHtml(findings, [...tables, ...checks])
    : [...tables, ...identitiesHtml(checked, checks)];
}

function isComparison(evidence: Evidence): evidence is Comparison {
  return "meanDifference" in evidence;
}

function isExactCheck(evidence: Evidence): evidence is ExactCheck {
  return !("predicate" in evidence);
}

function statementCell(
  { statement, informative }: Pick<Finding, "statement" | "informative">,
): Part {
  return informative
    ? [statement, " ", soft("(not part of the verdict)")]
    : statement;
}

/** Counts, resamples and numbers with a limit. */
function otherFindings(
  findings: readonly Finding[],
  { claim, tier, caption }: {
    claim: Claim;
    tier: Verdict["tier"];
    caption: string;
  },
): Html {
  return tableHtml(findings, {
    caption,
    columns: [
      { head: "predicate", cell: statementCell },
      { head: "found", cell: ({ evidence }) => describeEvidence(evidence) },
      {
        head: "outcome",
        cell: ({ outcome }) => outcomeBadge({ claim, tier, outcome }),
      },
    ],
  });
}

/** Findings that were recorded in words. */
export function recordedFindings(
  findings: readonly GoldenFinding[],
  { claim, tier }: { claim: Claim; tier: Verdict["tier"] },
): Html {
  return tableHtml(findings, {
    caption: "What the predicates found, as recorded",
    columns: [
      { head: "predicate", cell: statementCell },
      { head: "found", cell: numbersText },
      {
        head: "outcome",
        cell: ({ outcome }) => outcomeBadge({ claim, tier, outcome }),
      },
    ],
  });
}

function outcomeBadge(
  { claim, tier, outcome }: {
    claim: Claim;
    tier: Verdict["tier"];
    outcome: Outcome;
  },
): Html {
  return badge(outcomeWord(claim, { outcome, tier }), {
    ...{ outcome, faint: isFaint(claim, { tier }) },
  });
}

function comparisons(
  findings: readonly Compared[],
  { claim, tier }: { claim: Claim; tier: Verdict["tier"] },
): Html {
  return tableHtml(findings, {
    caption:
      "What the predicates found, paired by seed unless they say otherwise",
    columns: [
      { head: "predicate", cell: statementCell },
      {
        head: "outcome",
        cell: ({ statement, outcome, evidence: { seedsToDecide } }) => [
          outcomeBadge({ claim, tier, outcome }),
          ...seedsToDecide === undefined ? [] : [
            " ",
            soft(
              `${seedsToDecide} such ${
                pairsOf(statement)
              } would decide with power 0.8`,
            ),
          ],
        ],
      },
      {
        head: "difference",
        number: true,
        cell: ({ evidence }) => numberText(evidence.meanDifference),
      },
      {
        head: "95 % interval",
        number: true,
        cell: ({ evidence: { interval } }) => rangeText(interval),
      },
      {
        head: "one-sided 95 % bounds",
        number: true,
        cell: ({ evidence }) => rangeText(evidence),
      },
      { head: "about zero", cell: ({ evidence }) => intervalDrawing(evidence) },
      { head: "seeds", number: true, cell: ({ evidence }) => evidence.n },
      {
        head: "effect size d_z",
        number: true,
        cell: ({ evidence: { effectSize } }) =>
          effectSize === undefined ? "—" : numberText(effectSize),
      },
    ],
  });
}

/** In two lines where the table is too wide for one. */
function rangeText({ lower, upper }: Interval): Html {
  return markup`<span class="wraps">${numberText(lower)}\u00A0to ${
    numberText(upper)
  }</span>`;
}

/** Folded away if all is well; nothing if there are none. */
function identitiesHtml(findings: readonly Finding[], content: Html[]): Html[] {
  const all = findings.length;
  if (all === 0) return [];
  const holding =
    findings.filter(({ outcome }) => outcome === "reproduced").length;
  const summary = `${holding} of ${all} identities hold`;
  return [folded(summary, { content, open: holding < all })];
}

function checksTable(findings: readonly Checked[]): Html {
  const column = (name: "value" | "expected" | "error" | "bound") => ({
    number: true,
    cell: ({ evidence }: Checked) => numberText(evidence[name]),
  });
  return tableHtml(findings, {
    caption:
      "Identities, each with its worst case; left of the mark is less error than allowed",
    columns: [
      { head: "identity", cell: ({ statement }) => statement },
      { head: "value", ...column("value") },
      { head: "expected", ...column("expected") },
      { head: "error", ...column("error") },
      { head: "allowed", ...column("bound") },
      { head: "error/allowed", cell: ({ evidence }) => errorDrawing(evidence) },
      {
        head: "outcome",
        cell: ({ outcome, evidence: { holds } }) =>
          badge(holds ? "holds" : "fails", { outcome }),
      },
    ],
  });
}
