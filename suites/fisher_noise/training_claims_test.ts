/**
 * The claims on trainings, judged on made-up results.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { noiseScale } from "../../methods/noise_scale.ts";
import { type Claim, type Results, type Tier, TIERS } from "../suite.ts";
import { resultsWith, type Values } from "../testing.ts";
import { convergenceOrdering } from "./convergence_ordering.ts";
import { diagVsLb } from "./diag_vs_lb.ts";
import { diagVsTrace } from "./diag_vs_trace.ts";
import { frobenius } from "./frobenius.ts";
import { fullGeneralisation } from "./full_generalisation.ts";
import { gapClosure } from "./gap_closure.ts";
import { lbGap } from "./lb_gap.ts";
import { maxEigenvalue } from "./max_eigenvalue.ts";
import { orderingSize } from "./ordering_study.ts";
import { otherNoises } from "./other_noises.ts";
import { overhead } from "./overhead.ts";
import { curvatureRows, rowsAt } from "./rows.ts";
import { scaledNoise } from "./scaled_noise.ts";
import { type Arm, cellId } from "./study.ts";
import { traceVsLb } from "./trace_vs_lb.ts";
import { trueVsEmpirical } from "./true_vs_empirical.ts";
import { variance } from "./variance.ts";
import { varianceNotSpeed } from "./variance_not_speed.ts";
import { VARIANCE_CELL } from "./variance_study.ts";

const CLAIMS = [
  ...[lbGap, diagVsLb, diagVsTrace, traceVsLb, gapClosure, fullGeneralisation],
  ...[convergenceOrdering, variance, varianceNotSpeed, frobenius],
  ...[maxEigenvalue, trueVsEmpirical, overhead, scaledNoise, otherNoises],
];

for (const claim of CLAIMS) {
  test(`${claim.id} asks for cells of its study at every tier`, () => {
    for (const tier of TIERS) {
      const known = new Set(claim.study.cells(tier).map(({ id }) => id));
      const asked = claim.cells(tier);
      assertEquals(asked.filter((id) => !known.has(id)), [], tier);
      assertEquals(new Set(asked).size, asked.length);
      assertEquals(asked.length > 0, true);
    }
  });
}

/** Five seeds around a value; cells differ in which are above it. */
function scattered(value: number, { cell, scale }: {
  cell: number;
  scale: number;
}): number[] {
  const order = cell % 3 + 1;
  return [0, 1, 2, 3, 4].map((seed) =>
    value + scale * ((order * seed) % 5 - 2)
  );
}

type ByArm = Readonly<Partial<Record<Arm, number>>>;

/** Accuracies of arms in every row at desk tier; `others` are by row. */
function accuracies(
  arms: ByArm,
  others: Readonly<Record<string, ByArm>> = {},
): Results {
  const values: Values = Object.fromEntries(
    rowsAt("desk").flatMap((row) =>
      Object.entries({ ...arms, ...others[row.id] }).map(([arm, value], cell) =>
        [
          cellId(row, arm as Arm),
          scattered(value, { cell, scale: 0.01 }),
        ] as const
      )
    ),
  );
  return resultsWith("desk", { test_accuracy: values });
}

const AS_CLAIMED = {
  ...{ SB: 90, LB: 86, "LB+Trace": 87, "LB+Diag": 89 },
  ...{ "LB+Full, longer": 89.8, "0.25·Diag": 87, "0.5·Diag": 88 },
};

test("Table 2 as claimed reproduces every claim on it", () => {
  for (
    const claim of [
      ...[lbGap, diagVsLb, diagVsTrace, traceVsLb, gapClosure],
      ...[fullGeneralisation, scaledNoise],
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
    ["contradicted", "contradicted"],
  );
});

type Series = Readonly<
  Record<string, Readonly<Record<string, readonly (readonly number[])[]>>>
>;

/** Results with series by cell and name, in the order of the seeds. */
function withSeries(tier: Tier, series: Series): Results {
  return {
    ...resultsWith(tier, {}),
    series: (cell, name) => new Map(series[cell]![name]!.entries()),
  };
}

/** Losses that fall from 2 with these rates, in nats a point. */
function losses(rates: Readonly<Record<string, number>>): Series {
  const { updates, every } = orderingSize("smoke");
  const points = updates / every + 1;
  return Object.fromEntries(
    Object.entries(rates).map(([regime, rate], cell) => [regime, {
      subset_loss: scattered(rate, { cell, scale: 1e-4 }).map((rate) =>
        Array.from({ length: points }, (_, i) => 2 - rate * i)
      ),
    }]),
  );
}

const RATES = { SB: 0.051, LB: 0.1, "LB+Full": 0.05, "LB+Diag": 0.099 };

for (
  const [what, changed, expected] of [
    ["as claimed", {}, "reproduced"],
    ["LB+Full as fast as LB+Diag and LB", { "LB+Full": 0.11 }, "contradicted"],
    ["LB+Diag nearer to LB+Full", { "LB+Diag": 0.07 }, "contradicted"],
    ["LB+Diag between", { "LB+Diag": 0.08 }, "inconclusive"],
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

/** Variances of two tensors as predicted, but for factors by regime. */
function variances(factors: Readonly<Record<string, number>> = {}): Series {
  const { smallBatch: s, largeBatch: l, training } = orderingSize("smoke");
  const n = training.trainExamples;
  const c = noiseScale({ smallBatch: s, largeBatch: l });
  const [small, squares] = [[4, 9], [20, 30]];
  const large = small.map((v) => v * (n - l) / l / ((n - s) / s));
  const noisy = small.map((v, i) => v + c ** 2 * squares[i]!);
  const seeds = (values: readonly number[], name: string) =>
    scattered(1, { cell: name.length, scale: 0.01 }).map((scatter) =>
      values.map((value) => value * scatter * (factors[name] ?? 1))
    );
  return {
    [VARIANCE_CELL]: {
      squared_gradient: seeds(squares, ""),
      "variance/SB": seeds(small, "SB"),
      "variance/LB": seeds(large, "LB"),
      "variance/LB+Full": seeds(noisy, "LB+Full"),
      "variance/LB+Diag": seeds(noisy, "LB+Diag"),
    },
  };
}

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
