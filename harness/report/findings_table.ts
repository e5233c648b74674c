/**
 * What each predicate of a claim found.
 *
 * @module
 */
import type { Comparison, ExactCheck } from "../../suites/predicates.ts";
import type { Claim, Finding } from "../../suites/suite.ts";
import { outcomeWord, type Verdict } from "../verdict.ts";
import { errorDrawing, intervalDrawing } from "./drawings.ts";
import type { Html } from "./html.ts";
import { numberText } from "./numbers.ts";
import { folded, soft } from "./pieces.ts";
import { tableHtml } from "./table.ts";
import { badge } from "./verdict_badge.ts";

type Compared = Finding & { readonly evidence: Comparison };
type Checked = Finding & { readonly evidence: ExactCheck };

/** The findings behind a verdict; nothing if there are none. */
export function findingsTable(
  claim: Claim,
  { findings, tier }: Verdict,
): Html[] {
  const compared = findings.filter(isCompared);
  const checked = findings.filter((finding): finding is Checked =>
    !isCompared(finding)
  );
  return [
    ...compared.length === 0 ? [] : [comparisons(compared, { claim, tier })],
    ...checked.length === 0 ? [] : [checksHtml(checked)],
  ];
}

function isCompared(finding: Finding): finding is Compared {
  return "predicate" in finding.evidence;
}

function comparisons(
  findings: readonly Compared[],
  { claim, tier }: { claim: Claim; tier: Verdict["tier"] },
): Html {
  return tableHtml(findings, {
    caption: "What the predicates found, paired by seed",
    columns: [
      {
        head: "predicate",
        cell: ({ statement, informative }) =>
          informative
            ? [statement, " ", soft("(not part of the verdict)")]
            : statement,
      },
      {
        head: "difference",
        number: true,
        cell: ({ evidence }) => numberText(evidence.meanDifference),
      },
      {
        head: "95 % bounds",
        number: true,
        cell: ({ evidence: { lower, upper } }) =>
          `${numberText(lower)} to ${numberText(upper)}`,
      },
      { head: "about zero", cell: ({ evidence }) => intervalDrawing(evidence) },
      { head: "seeds", number: true, cell: ({ evidence }) => evidence.n },
      {
        head: "effect size",
        number: true,
        cell: ({ evidence: { effectSize } }) =>
          effectSize === undefined ? "—" : numberText(effectSize),
      },
      {
        head: "outcome",
        cell: ({ outcome, evidence: { seedsToDecide } }) => [
          badge(outcomeWord(claim, { outcome, tier }), {
            outcome,
            faint: tier === "smoke",
          }),
          ...seedsToDecide === undefined
            ? []
            : [" ", soft(`${seedsToDecide} such seeds would decide`)],
        ],
      },
    ],
  });
}

/** Folded away if all is well. */
function checksHtml(findings: readonly Checked[]): Html {
  const holding = findings.filter(({ evidence }) => evidence.holds).length;
  const all = findings.length;
  return folded(`${holding} of ${all} identities hold`, {
    content: checks(findings),
    open: holding < all,
  });
}

function checks(findings: readonly Checked[]): Html {
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
