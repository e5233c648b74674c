/**
 * The claims on Table 2, judged on made-up results.
 *
 * @module
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { test } from "@std/testing/bdd";
import { readPaperTable } from "../paper_table.ts";
import type { Claim } from "../suite.ts";
import { diagVsLb } from "./diag_vs_lb.ts";
import { diagVsTrace } from "./diag_vs_trace.ts";
import { fullGeneralisation } from "./full_generalisation.ts";
import { gapClosure } from "./gap_closure.ts";
import { lbGap } from "./lb_gap.ts";
import { scaledNoise } from "./scaled_noise.ts";
import { accuracies, AS_CLAIMED, type ByArm } from "./testing.ts";
import { fashionLeNet, mnistLeNet, mnistMlp } from "./table_rows.ts";
import { traceVsLb } from "./trace_vs_lb.ts";

test("Table 2 as claimed reproduces every claim on it", () => {
  for (
    const claim of [
      ...[lbGap, diagVsLb, diagVsTrace, traceVsLb, gapClosure],
      ...[fullGeneralisation, scaledNoise],
      ...[mnistMlp, mnistLeNet, fashionLeNet],
    ]
  ) {
    const { outcome } = claim.judge(accuracies(AS_CLAIMED));
    assertEquals(outcome, "reproduced", claim.id);
  }
});

for (
  const [claim, changed] of [
    [lbGap, { LB: 91 }],
    [diagVsLb, { "LB+Diag": 85 }],
    [diagVsTrace, { "LB+Trace": 89.5 }],
    [traceVsLb, { "LB+Trace": 85 }],
    // (86.8 - 86) / 4 is a fifth of the gap.
    [gapClosure, { "LB+Diag": 86.8 }],
    [fullGeneralisation, { "LB+Full, longer": 89 }],
    [scaledNoise, { LB: 89.5, "0.25·Diag": 89.4, "0.5·Diag": 89.2 }],
  ] as const satisfies readonly (readonly [Claim, ByArm])[]
) {
  test(`${claim.id}: ${JSON.stringify(changed)} contradict it`, () => {
    const results = accuracies({ ...AS_CLAIMED, ...changed });
    assertEquals(claim.judge(results).outcome, "contradicted");
  });
}

for (
  const { claim, row, elsewhere, structure } of [
    {
      ...{ claim: mnistMlp, row: "MNIST MLP" },
      elsewhere: "Fashion-MNIST LeNet",
      structure: "LB+Diag not below LB+Trace by 0.1 points",
    },
    {
      ...{ claim: mnistLeNet, row: "MNIST LeNet" },
      elsewhere: "MNIST MLP",
      structure: "LB+Diag not below LB+Trace by 0.1 points",
    },
    {
      ...{ claim: fashionLeNet, row: "Fashion-MNIST LeNet" },
      elsewhere: "MNIST MLP",
      structure: "LB+Diag > LB+Trace",
    },
  ]
) {
  test(`${claim.id} says of its row what the claims say of all`, () => {
    const { findings } = claim.judge(accuracies(AS_CLAIMED));
    assertEquals(
      findings.filter(({ informative }) => !informative)
        .map(({ statement }) => statement),
      [
        `${row}, test accuracy: SB > LB`,
        `${row}, test accuracy: LB+Trace > LB`,
        `${row}, test accuracy: LB+Diag > LB`,
        `${row}, test accuracy: ${structure}`,
        `${row}: share of the gap that LB+Diag closes`,
      ],
    );
    const low = { "LB+Trace": 85 };
    const outcomes = [row, elsewhere].map((id) =>
      claim.judge(accuracies(AS_CLAIMED, { [id]: low })).outcome
    );
    assertEquals(outcomes, ["contradicted", "reproduced"]);
  });

  test(`${claim.id} asks for its row, and at smoke for the only one`, () => {
    const arms = ["SB", "LB", "LB+Trace", "LB+Diag"];
    for (const tier of ["desk", "paper"] as const) {
      assertEquals(claim.cells(tier), arms.map((arm) => `${row} ${arm}`));
    }
    assertEquals(claim.cells("smoke"), arms.map((arm) => `MNIST MLP ${arm}`));
    const printed = claim.paperFigures("smoke", readPaperTable);
    assertEquals(
      printed.map(({ paperCell }) => paperCell.startsWith(row)),
      [true, true, true, true],
    );
  });
}

test("without a gap nothing is said of what would close it", () => {
  const results = accuracies({ ...AS_CLAIMED, SB: 86 });
  for (const claim of [diagVsLb, diagVsTrace, traceVsLb, gapClosure]) {
    assertEquals(claim.judge(results).outcome, "inconclusive", claim.id);
  }
});

test("on MNIST the structure may make no difference", () => {
  const equal = { "LB+Trace": 89, "LB+Diag": 89 };
  const onMnist = accuracies(AS_CLAIMED, { "MNIST MLP": equal });
  assertEquals(diagVsTrace.judge(onMnist).outcome, "reproduced");
  const elsewhere = accuracies(AS_CLAIMED, { "Fashion-MNIST LeNet": equal });
  assertEquals(diagVsTrace.judge(elsewhere).outcome, "inconclusive");
});

test("rows that are reported only decide nothing", () => {
  const opposite = { "LB+Diag": 80 };
  const results = accuracies(AS_CLAIMED, {
    "Fashion-MNIST LeNet, m=0": opposite,
    "Fashion-MNIST MLP, ghost batches": opposite,
  });
  const { outcome, findings } = diagVsLb.judge(results);
  assertEquals(outcome, "reproduced");
  assertEquals(
    findings.filter(({ informative }) => informative)
      .map(({ outcome }) => outcome),
    // The last is on the edges of the grids.
    ["contradicted", "contradicted", "reproduced"],
  );
});

test("rates at an edge of their grids are named, and decide nothing", () => {
  const results = accuracies(AS_CLAIMED);
  const { outcome, findings } = lbGap.judge({
    ...results,
    chosen: (cell) =>
      cell === "MNIST MLP LB"
        ? "MNIST MLP LB, η=1"
        : cell === "Fashion-MNIST LeNet SB"
        ? "Fashion-MNIST LeNet SB, η=0.003"
        : results.chosen(cell),
  });
  assertEquals(outcome, "reproduced");
  const last = findings.at(-1)!;
  assertEquals([last.informative, last.outcome], [true, "contradicted"]);
  assertStringIncludes(
    last.statement,
    "of 8: MNIST MLP LB, Fashion-MNIST LeNet SB",
  );
});
