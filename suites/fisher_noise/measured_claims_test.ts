/**
 * The claims on what is measured along trainings, judged on made-up results.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { convergenceOrdering } from "./convergence_ordering.ts";
import { frobenius } from "./frobenius.ts";
import { maxEigenvalue } from "./max_eigenvalue.ts";
import { otherNoises } from "./other_noises.ts";
import { curvatureRows } from "./rows.ts";
import { type Arm, cellId } from "./study.ts";
import { losses, RATES, scattered, variances, withSeries } from "./testing.ts";
import { trueVsEmpirical } from "./true_vs_empirical.ts";
import { variance } from "./variance.ts";
import { varianceNotSpeed } from "./variance_not_speed.ts";

for (
  const [what, changed, expected] of [
    ["as claimed", {}, "reproduced"],
    ["LB+Full as fast as LB+Diag and LB", { "LB+Full": 0.11 }, "contradicted"],
    ["LB+Diag nearer to LB+Full", { "LB+Diag": 0.07 }, "contradicted"],
    ["LB+Diag between", { "LB+Diag": 0.08 }, "inconclusive"],
    ["LB+Diag beyond LB", { "LB+Diag": 0.14 }, "inconclusive"],
    ["SB off LB+Full", { SB: 0.08 }, "inconclusive"],
  ] as const
) {
  test(`fisher-convergence-ordering: ${what}`, () => {
    const results = withSeries("smoke", losses({ ...RATES, ...changed }));
    assertEquals(convergenceOrdering.judge(results).outcome, expected);
  });
}

test("fisher-true-vs-empirical: the same, and a fifth apart", () => {
  const outcomeWith = (rate: number) =>
    trueVsEmpirical.judge(
      withSeries("smoke", losses({ "LB+Full": 0.05, "LB+True": rate })),
    ).outcome;
  assertEquals(outcomeWith(0.051), "reproduced");
  // Areas of 15 (2 - 7.5 rate).
  assertEquals(outcomeWith(0.1), "contradicted");
});

test("fisher-other-noises concludes nothing", () => {
  const all = { ...RATES, "LB+Multiplicative": 0.05, "LB+K-FAC": 0.09 };
  const { outcome, findings } = otherNoises.judge(
    withSeries("smoke", losses(all)),
  );
  assertEquals(outcome, "inconclusive");
  assertEquals(findings.map(({ outcome }) => outcome), [
    ...["reproduced", "reproduced"],
  ]);
});

test("fisher-variance: as predicted, near the margin, and beyond it", () => {
  const outcomeWith = (factor: number) =>
    variance.judge(withSeries("smoke", variances({ "LB+Diag": factor })))
      .outcome;
  assertEquals(outcomeWith(1), "reproduced");
  assertEquals(outcomeWith(1.15), "inconclusive");
  assertEquals(outcomeWith(1.3), "contradicted");
});

test("fisher-variance-not-speed is what both say", () => {
  const outcomeWith = (factor: number, rate: number) =>
    varianceNotSpeed.judge(withSeries("smoke", {
      ...variances({ LB: factor }),
      ...losses({ ...RATES, "LB+Diag": rate }),
    })).outcome;
  assertEquals(outcomeWith(1, 0.099), "reproduced");
  assertEquals(outcomeWith(1.3, 0.099), "contradicted");
  assertEquals(outcomeWith(1, 0.05), "contradicted");
  assertEquals(outcomeWith(1, 0.08), "inconclusive");
});

test("fisher-frobenius: ratios of 8, some of 4, and none", () => {
  const outcomeWith = (ratios: readonly number[]) => {
    const seeds = [ratios, ratios.map(() => 8)];
    const ones = seeds.map((ratios) => ratios.map(() => 1));
    return frobenius.judge(withSeries("smoke", {
      LB: {
        ...{ fisher_norm: seeds, diagonal_fisher_norm: ones },
        ...{ biased_fisher_norm: ones, biased_diagonal_fisher_norm: ones },
      },
    })).outcome;
  };
  assertEquals(outcomeWith([8, 8, 8, 5, 4]), "reproduced");
  assertEquals(outcomeWith([8, 8, 8, 4.9, 4]), "contradicted");
  assertEquals(outcomeWith([8, 8, 8, 8, NaN]), "inconclusive");
});

test("fisher-max-eigenvalue: less curved, more curved, and neither", () => {
  const [row] = curvatureRows("desk");
  const outcomeWith = (noisy: number) =>
    maxEigenvalue.judge(withSeries(
      "desk",
      Object.fromEntries(
        Object.entries({ SB: 20, LB: 50, "LB+Diag": noisy }).map(
          ([arm, value], cell) => {
            const ends = scattered(value, { cell, scale: 1 }).map((
              one,
            ) => [one]);
            return [
              cellId(row!, arm as Arm),
              { curvature: ends, training_curvature: ends },
            ];
          },
        ),
      ),
    )).outcome;
  assertEquals(outcomeWith(30), "reproduced");
  assertEquals(outcomeWith(70), "contradicted");
  assertEquals(outcomeWith(50), "inconclusive");
});
