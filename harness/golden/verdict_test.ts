import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Outcome } from "../../suites/predicates.ts";
import { SUITES } from "../../suites/mod.ts";
import { TIERS } from "../../suites/suite.ts";
import { resultsOf } from "../records/results.ts";
import { claimWith, planOf, recordsOf } from "../testing.ts";
import { labelOf, verdictOf } from "./verdict.ts";

const OUTCOMES: readonly Outcome[] = [
  "reproduced",
  "contradicted",
  "inconclusive",
];

function verdict(
  claim: ReturnType<typeof claimWith>,
  seeds: readonly number[],
) {
  const plan = planOf([claim], { choice: seeds });
  const results = resultsOf(plan.suites[0]!, {
    tier: "desk",
    records: recordsOf(plan),
  });
  return verdictOf(claim, { results, seeds });
}

test("a verdict is the claim's judgement with its tier", () => {
  const claim = claimWith({
    judge: (results) => ({
      outcome: results.metric("a", "time").size === 2
        ? "contradicted"
        : "inconclusive",
      findings: [],
    }),
  });
  assertEquals(verdict(claim, [0, 1]), {
    outcome: "contradicted",
    findings: [],
    tier: "desk",
    label: "contradicted (desk, 2 of 3 seeds)",
  });
});

test("one seed decides only what is exact", () => {
  const { outcome, note } = verdict(claimWith(), [0]);
  assertEquals(outcome, "inconclusive");
  assertEquals(note, "a comparison paired by seed needs at least 2 seeds");
  assertEquals(
    verdict(claimWith({ exact: true }), [0]).label,
    "reproduced (exact)",
  );
});

test("smoke is never called a reproduction, unless it is exact", () => {
  for (const claim of SUITES) {
    for (const outcome of OUTCOMES) {
      const label = labelOf(claim, { outcome, tier: "smoke" });
      const words = OUTCOMES.some((word) => label.includes(word));
      assertEquals(words, claim.exact, label);
    }
  }
});

test("every label names the tier or that it is exact, and they differ", () => {
  for (const claim of [claimWith(), claimWith({ exact: true })]) {
    const labels = TIERS.flatMap((tier) =>
      OUTCOMES.map((outcome) => {
        const label = labelOf(claim, { outcome, tier });
        assertEquals(label.includes(claim.exact ? "exact" : tier), true, label);
        return label;
      })
    );
    assertEquals(new Set(labels).size, claim.exact ? 3 : 9);
  }
});
