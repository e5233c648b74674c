import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { greaterThan } from "../suites/predicates.ts";
import type { Outcome } from "../suites/predicates.ts";
import { SUITES } from "../suites/mod.ts";
import { TIERS } from "../suites/suite.ts";
import { resultsOf } from "./results.ts";
import { claimWith, planOf, recordsOf } from "./testing.ts";
import { describeFinding, labelOf, verdictOf } from "./verdict.ts";

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
    label: "contradicted (desk)",
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

test("a comparison in words", () => {
  const bySeed = (...values: number[]) => new Map(values.entries());
  const evidence = greaterThan(bySeed(1, 2, 3), bySeed(0, 2, 1));
  // Differences 1, 0, 2: mean 1, sd 1, t_{0.95,2} = 2.92.
  assertEquals(
    describeFinding({ statement: "b > a", outcome: "inconclusive", evidence }),
    "b > a: difference 1, 95 % bounds -0.6859 to 2.686, n=3, effect size 1.00; 5 such seeds would decide",
  );
});

test("an identity in words", () => {
  const evidence = {
    value: 13.0000001,
    expected: 13,
    error: 1e-7,
    bound: 1e-12,
    holds: false,
  };
  assertEquals(
    describeFinding({ statement: "f", outcome: "contradicted", evidence }),
    "f: 13, expected 13, error 1.0e-7, allowed 1.0e-12",
  );
});
