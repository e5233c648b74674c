import type { Outcome } from "../../suites/predicates.ts";
import type { Claim } from "../../suites/suite.ts";
import { type Html, markup } from "./html.ts";
import { labelOf } from "../golden/verdict.ts";
import type { SuiteResult } from "./suite_results.ts";

/** Sign and class of an outcome, so that colour is not all that tells it. */
const LOOKS: Readonly<Record<Outcome, { sign: string; name: string }>> = {
  reproduced: { sign: "✓", name: "good" },
  contradicted: { sign: "✗", name: "bad" },
  inconclusive: { sign: "?", name: "open" },
};

/** The verdict in words, with its tier. */
export function verdictText({ claim, verdict, recorded, tier }: SuiteResult) {
  if (verdict !== undefined) return verdict.label;
  return recorded === undefined
    ? `no verdict (${tier})`
    : labelOf(claim, { ...recorded, tier });
}

/** The verdict as a badge. */
export function verdictBadge(result: SuiteResult): Html {
  const outcome = result.verdict?.outcome ?? result.recorded?.outcome;
  return badge(verdictText(result), {
    outcome: outcome ?? "inconclusive",
    faint: isFaint(result.claim, result),
  });
}

/** A word in the colours of an outcome. */
export function badge(
  text: string,
  { outcome, faint = false }: { outcome: Outcome; faint?: boolean },
): Html {
  const { sign, name } = Object.hasOwn(LOOKS, outcome)
    ? LOOKS[outcome]
    : LOOKS.inconclusive;
  const classes = faint ? `badge ${name} faint` : `badge ${name}`;
  return markup`<span class="${classes}"
><span aria-hidden="true">${sign}</span> ${text}</span>`;
}

/** A verdict on a training at the smoke tier is about the code only. */
export function isFaint(
  claim: Claim,
  { tier }: Pick<SuiteResult, "tier">,
): boolean {
  return tier === "smoke" && !claim.exact;
}
