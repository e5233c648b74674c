import { assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { testExactClaim } from "../exact/testing.ts";
import { resultsOfOne } from "../testing.ts";
import { covariance } from "./covariance.ts";
import { effectiveBatch } from "./effective_batch.ts";
import { exact } from "./exact.ts";
import { CHECKS } from "./testing_exact.ts";
import { metricAt } from "./exact_study.ts";

const sound = testExactClaim(exact, {
  ...CHECKS,
  caught: [
    ["α ignored", "cumulants", ["skewness", "excess kurtosis"]],
    ["(α-1) for (1-α)", "cumulants", ["κ₃"]],
    ["sums for means", "cumulants", ["κ₄"]],
    ["(α-1) for (1-α)", "equivalence", [
      "one pass",
      "1-α with the minibatches swapped",
    ]],
    ["sums for means", "equivalence", ["α = 1 is plain SGD"]],
    ["ghost batches of both minibatches", "ghost-batches", [
      "with ghost batches, of which",
    ]],
  ],
});

test("ne-exact finds all that the other exact claims find", () => {
  const [all, ...others] = [exact, covariance, effectiveBatch].map((claim) =>
    claim.judge(resultsOfOne("smoke", sound())).findings.map(({ statement }) =>
      statement
    )
  );
  assertEquals(others.flat().filter((one) => !all!.includes(one)), []);
  assertEquals(new Set(all).size, all!.length);
});

/** α, skewness and excess kurtosis, as the paper's claims list them. */
const TABLE = [
  [1.5, 0.520, 0.328, 0.0005],
  [2, 0.280, 0.136, 0.0005],
  [3, 0.1124, 0.0442, 0.00005],
  [5, 0.0363, 0.01278, 0.00005],
  [10, 0.00827, 0.002793, 0.000005],
] as const;

for (const [alpha, skewness, kurtosis, halfDigit] of TABLE) {
  test(`α=${alpha}: the table's skewness and excess kurtosis`, () => {
    const { metrics } = sound()["cumulants"]!;
    const valueOf = (name: string) => metrics[metricAt(name, alpha)]!.value;
    assertAlmostEquals(valueOf("skewness_ratio"), skewness, halfDigit);
    assertAlmostEquals(valueOf("kurtosis_ratio"), kurtosis, halfDigit);
  });
}
