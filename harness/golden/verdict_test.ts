import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { greaterThan } from "../../suites/predicates.ts";
import { SUITES } from "../../suites/mod.ts";
import { type Claim, TIERS } from "../../suites/suite.ts";
import { NotRecorded } from "../records/results.ts";
import {
  claimWith,
  divergedOutcome,
  judgeLossOfB,
  outcomeWith,
  planOf,
  recordsOf,
} from "../testing.ts";
import { labelOf, OUTCOMES, verdictOf } from "./verdict.ts";

function verdict(
  claim: Claim,
  seeds: readonly number[],
  of?: Parameters<typeof recordsOf>[1],
) {
  const plan = planOf([claim], { choice: seeds });
  const records = recordsOf(plan, of);
  return verdictOf(plan.suites[0]!, { tier: "desk", records });
}

/** What a claim judges where cell "b" diverged with seeds 1 and 2. */
function verdictOfDiverged(judge: Claim["judge"]) {
  return verdict(
    claimWith({ judge }),
    [0, 1, 2],
    (cell, seed) =>
      cell === "b" && seed > 0 ? divergedOutcome() : outcomeWith(),
  );
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

test("where runs diverged a claim may be inconclusive, which names them", () => {
  assertEquals(
    verdictOfDiverged(({ metric }) => {
      const { outcome } = greaterThan(
        metric("b", "accuracy"),
        metric("a", "accuracy"),
      );
      return { outcome, findings: [] };
    }),
    {
      ...{ outcome: "inconclusive", findings: [], tier: "desk" },
      label: "inconclusive (desk)",
      note:
        "the claim cannot be judged, for runs diverged (cell b: seeds 1, 2): Cannot compare seed 1: its value is NaN",
    },
  );
  assertEquals(
    verdictOfDiverged(judgeLossOfB).note,
    'the claim cannot be judged, for runs diverged (cell b: seeds 1, 2): Cannot find series "loss" of cell "b": there are none',
  );
});

test("a claim that can be judged of diverged runs is", () => {
  const { outcome, note } = verdictOfDiverged(({ metric, series }) => ({
    outcome: metric("b", "accuracy").size === 3 &&
        series("b", "loss", { partly: true }).get(2)!.length === 0
      ? "contradicted"
      : "reproduced",
    findings: [],
  }));
  assertEquals([outcome, note], ["contradicted", undefined]);
});

test("a claim that fails for another reason than diverged runs is an error", () => {
  const failing = (error: Error, cell: string): Claim["judge"] => (results) => {
    results.metric(cell, "accuracy");
    throw error;
  };
  const slip = new RangeError("a slip");
  assertThrows(() => verdictOfDiverged(failing(slip, "a")), RangeError, "slip");
  assertThrows(
    () => verdictOfDiverged(failing(new TypeError("a slip"), "b")),
    TypeError,
  );
  assertThrows(
    () =>
      verdictOfDiverged(({ metric }) => {
        metric("b", "accuracy");
        metric("b", "acuracy");
        return { outcome: "reproduced", findings: [] };
      }),
    NotRecorded,
    'Cannot find metric "acuracy" of cell "b"',
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
