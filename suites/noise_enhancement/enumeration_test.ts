import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { noiseEnhancement } from "../../methods/noise_enhancement.ts";
import { subsets } from "../exact/draws.ts";
import { varianceOf } from "../exact/estimate_moments.ts";
import {
  enumeratedEstimates,
  methodEstimate,
  momentMetrics,
} from "./enumeration.ts";
import { metricAt } from "./exact_study.ts";

const GRADIENTS = [1, 4, -2, 7, 0, 5].map((gradient) => [gradient]);
const OPTIONS = { gradients: GRADIENTS, batchSize: 2 };

/** α, then independent, disjoint and naive, as the paper's claims list them. */
const TABLE = [
  [1, 23 / 6, 23 / 6, 23 / 6],
  [1.5, 115 / 12, 299 / 24, 69 / 8],
  [3, 299 / 6, 437 / 6, 69 / 2],
  [0.5, 23 / 12, 23 / 24, 23 / 24],
] as const;

const ROUNDING = 1e-13;

function momentsAt(alpha: number): Record<string, number> {
  const estimates = enumeratedEstimates({ noiseEnhancement }, {
    ...OPTIONS,
    alphas: [alpha],
  });
  const metrics = momentMetrics(estimates, [15 / 6]);
  return Object.fromEntries(
    Object.entries(metrics).map(([name, { value }]) => [name, value]),
  );
}

for (const [alpha, ...row] of TABLE) {
  test(`α=${alpha}: the table's covariances, mean 5/2`, () => {
    const moments = momentsAt(alpha);
    ["independent", "disjoint", "naive"].forEach((scheme, column) =>
      assertAlmostEquals(
        moments[metricAt(`${scheme}_covariance`, alpha)]!,
        row[column]!,
        ROUNDING,
      )
    );
    assertAlmostEquals(moments["example_covariance"]!, 115 / 12, ROUNDING);
    assertAlmostEquals(moments["plain_covariance"]!, 23 / 6, ROUNDING);
    assert(moments["largest_mean_error"]! < ROUNDING);
  });
}

test("the same minibatch twice would leave plain SGD's covariance", () => {
  const twice = {
    ...methodEstimate(noiseEnhancement({ alpha: 3 }), OPTIONS),
    draws: subsets(6, 2).map((draw) => [...draw, ...draw]),
  };
  assertAlmostEquals(varianceOf(twice), 23 / 6, ROUNDING);
});

test("momentMetrics finds a shifted mean", () => {
  const plain = {
    plain: methodEstimate(noiseEnhancement({ alpha: 1 }), OPTIONS),
  };
  const { largest_mean_error: error } = momentMetrics(plain, [2]);
  assertEquals(error, { value: 0.25, unit: "ratio" });
});
