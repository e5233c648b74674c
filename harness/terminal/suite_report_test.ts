import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { exactly, greaterThan } from "../../suites/predicates.ts";
import { SUITES } from "../../suites/mod.ts";
import { type Finding, type Metric, TIERS } from "../../suites/suite.ts";
import { makePlan } from "../running/plan.ts";
import {
  overviewText,
  suiteJson,
  type SuiteReport,
  suiteText,
} from "./suite_report.ts";
import { summarize } from "./summary.ts";
import {
  claimWith,
  FINGERPRINT,
  outcomeWith,
  planOf,
  recordsOf,
  verdictWith,
} from "../testing.ts";
import { labelOf } from "../golden/verdict.ts";

function reportOn(parts: Partial<SuiteReport> = {}): SuiteReport {
  const plan = planOf([parts.claim ?? claimWith()]);
  const records = recordsOf(plan);
  return {
    claim: plan.suites[0]!.claim,
    cells: summarize(plan.suites[0]!, { tier: "desk", records }),
    verdict: verdictWith(),
    ...parts,
  };
}

function identity(value: number): Finding {
  const evidence = exactly({ value, expected: 1, bound: 0 });
  return {
    statement: `${value} = 1`,
    outcome: evidence.holds ? "reproduced" : "contradicted",
    evidence,
  };
}

test("a report has the claim, its numbers, the verdict and the gate", () => {
  const text = suiteText(reportOn({
    claim: claimWith({
      paperFigures: () => [
        { cell: "b", paperCell: "B", metric: "accuracy", value: 90, sd: 0.25 },
      ],
    }),
    gate: { status: "failed", summary: "6 runs", problems: ["a", "b"] },
  }));
  assertEquals(
    text,
    `
made-up: A claim made up for a test
  Nowhere, Table 0
┌──────┬──────────────┬──────────────┬─────────────┐
│ cell │ accuracy     │ paper        │ runs        │
│      │ percent      │              │             │
├──────┼──────────────┼──────────────┼─────────────┤
│ a    │ 80.00 ± 0.00 │              │ 3 converged │
│ b    │ 80.00 ± 0.00 │ 90.00 ± 0.25 │ 3 converged │
│      │              │ B            │             │
└──────┴──────────────┴──────────────┴─────────────┘
  verdict: reproduced (desk)
  gate: failed (6 runs)
    a
    b`.trimStart(),
  );
});

test("a report on an exact claim counts identities and shows the broken", () => {
  const claim = claimWith({ exact: true });
  const findings = [identity(1), identity(2), identity(1)];
  const lines = suiteText(
    reportOn({ claim, verdict: { ...verdictWith("contradicted"), findings } }),
  ).split("\n");
  assertEquals(lines.slice(-2), [
    "    2 of 3 identities hold",
    "    not: 2 = 1: 2, expected 1, error 1.0e+0, allowed 0.0e+0",
  ]);
});

test("a note and informative findings are told apart", () => {
  const findings = [{ ...identity(1), informative: true }];
  const text = suiteText(
    reportOn({ verdict: { ...verdictWith(), findings, note: "too few" } }),
  );
  assertStringIncludes(text, "\n    too few\n    also: 1 = 1");
});

test("a flood of problems is cut", () => {
  const problems = Array.from({ length: 25 }, (_, i) => `problem ${i}`);
  const lines = suiteText(
    reportOn({ gate: { status: "failed", summary: "none", problems } }),
  ).split("\n");
  assertEquals(lines.slice(-2), [
    "    problem 19",
    "    and 5 more; --json has them all",
  ]);
});

test("the overview has a line for each suite", () => {
  const text = overviewText([
    reportOn({ gate: { status: "passed", summary: "", problems: [] } }),
    reportOn({ claim: claimWith({ id: "other" }) }),
  ]);
  assertStringIncludes(text, "│ made-up │ reproduced (desk) │ passed │");
  assertStringIncludes(text, "│ other   │ reproduced (desk) │ off    │");
});

test("reports on the real suites fit 100 columns at every tier", () => {
  const known: Readonly<Record<string, Metric>> = {
    test_accuracy: { value: 89.937, unit: "percent" },
    convergence_time: { value: 123456, unit: "steps" },
    gradient_evaluations: { value: 123456789, unit: "examples" },
  };
  const other = { value: 0.0123456, unit: "ratio" };
  const evidence = greaterThan(
    new Map([[0, 1.2345], [1, 2.3456], [2, 3]]),
    0,
  );
  for (const claim of SUITES.filter(({ exact }) => !exact)) {
    for (const tier of TIERS) {
      const plan = makePlan([claim], {
        tier,
        engine: FINGERPRINT,
        choice: undefined,
      });
      const records = recordsOf(plan, (_, seed) =>
        outcomeWith({
          status: seed === 0 ? "diverged" : "not converged",
          metrics: Object.fromEntries(claim.metrics.map((name) => {
            const { value, unit } = known[name] ?? other;
            return [name, { value: value * (1 + seed), unit }];
          })),
        }));
      const text = suiteText({
        claim,
        cells: summarize(plan.suites[0]!, { tier, records }),
        verdict: {
          ...verdictWith(),
          findings: [{
            statement: claim.statement,
            ...{ outcome: evidence.outcome, evidence },
          }],
        },
        gate: {
          status: "failed",
          summary: "a word ".repeat(20),
          problems: ["a word ".repeat(40)],
        },
      });
      for (const line of text.split("\n")) assert(line.length <= 100, line);
    }
  }
});

test("the document for programs is JSON, also where numbers are missing", () => {
  const report = reportOn({ verdict: { ...verdictWith(), note: "one seed" } });
  const cells = report.cells.map((cell) => ({
    ...cell,
    metrics: {
      accuracy: { unit: "percent", n: 1, mean: NaN, sd: Infinity },
    },
  }));
  const text = JSON.stringify(suiteJson({ ...report, cells }));
  const read = JSON.parse(text);
  assertEquals(read.id, "made-up");
  assertEquals(read.gate, null);
  assertEquals(read.verdict, { ...verdictWith(), note: "one seed" });
  assertEquals(read.cells[0].metrics.accuracy, {
    unit: "percent",
    n: 1,
    mean: null,
    sd: null,
  });
});

test("nothing is called reproduced that a smoke run found", () => {
  const evidence = greaterThan(
    new Map([[0, 2], [1, 3.1]]),
    new Map([[0, 1], [1, 2]]),
  );
  const claim = claimWith();
  const report: SuiteReport = {
    claim,
    cells: [],
    verdict: {
      tier: "smoke",
      outcome: "reproduced",
      label: labelOf(claim, { tier: "smoke", outcome: "reproduced" }),
      findings: [{ statement: "a > b", outcome: "reproduced", evidence }],
    },
  };
  assertEquals(evidence.outcome, "reproduced");
  for (const text of [suiteText(report), JSON.stringify(suiteJson(report))]) {
    assertEquals(text.includes("reproduced"), false, text);
    assertStringIncludes(text, "as claimed");
  }
});

test("of one's own method both say better or worse, not what claims are", () => {
  const evidence = greaterThan(
    new Map([[0, 2], [1, 3.1]]),
    new Map([[0, 1], [1, 2]]),
  );
  const report = reportOn({
    verdict: verdictWith("inconclusive"),
    own: {
      cells: [],
      findings: [{ statement: "a > b", outcome: "reproduced", evidence }],
    },
  });
  const { own } = suiteJson(report);
  const [finding] = own!.findings;
  assertEquals(finding!.outcome, "better");
  for (const text of [suiteText(report), JSON.stringify(suiteJson(report))]) {
    assertEquals(text.includes("reproduced"), false, text);
    assertStringIncludes(text, "better");
  }
});
