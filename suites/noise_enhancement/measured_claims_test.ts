/**
 * The claims on what steps cost, and on the noise itself, judged on made-up
 * results.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Claim, Results, Tier } from "../suite.ts";
import { TIERS } from "../suite.ts";
import { resultsWith } from "../testing.ts";
import { anyOptimizer } from "./any_optimizer.ts";
import { costPerStep } from "./cost_per_step.ts";
import { gaussianity } from "./gaussianity.ts";
import { gradientVariance } from "./gradient_variance.ts";
import { neStudy } from "./study.ts";

for (
  const claim of [anyOptimizer, costPerStep, gaussianity, gradientVariance]
) {
  test(`${claim.id} has a figure`, () => {
    for (const tier of TIERS) assertEquals(claim.figures!(tier).length, 1);
  });
}

function outcomesOf(claim: Claim, results: Results) {
  const { outcome, findings } = claim.judge(results);
  return [outcome, ...findings.map(({ outcome }) => outcome)];
}

/** Cost of steps whose times are these multiples of plain SGD's. */
function costs(
  times: readonly number[],
  { work = 2, tier = "desk" }: { work?: number; tier?: Tier } = {},
) {
  const cells = costPerStep.cells(tier);
  const of = (values: (cell: string, index: number) => readonly number[]) =>
    Object.fromEntries(cells.map((cell, i) => [cell, values(cell, i)]));
  return resultsWith(tier, {
    gradient_work: of(() => times.map(() => work)),
    time_ratio: of(() => times),
    test_accuracy: of((cell) =>
      times.map((_, seed) => cell.includes("α=1") ? seed : 3 + 2 * seed)
    ),
  });
}

test("ne-cost-per-step: two gradients in at most 2.2 times the time", () => {
  const [yes, no, open] = ["reproduced", "contradicted", "inconclusive"];
  assertEquals(
    outcomesOf(costPerStep, costs([1.9, 2, 2.1, 2])),
    [yes, yes, yes, yes, yes],
  );
  assertEquals(
    outcomesOf(costPerStep, costs([2.9, 3, 3.1, 3])),
    [no, yes, no, no, yes],
  );
  assertEquals(costPerStep.judge(costs([1, 3, 2, 3])).outcome, open);
  assertEquals(
    costPerStep.judge(costs([1.9, 2, 2.1, 2], { work: 3 })).outcome,
    no,
  );
  // Where the machine may be busy, times decide nothing.
  assertEquals(
    costPerStep.judge(costs([2.9, 3, 3.1, 3], { tier: "smoke" })).outcome,
    yes,
  );
});

test("ne-cost-per-step trains what the study trains, where it does", () => {
  const shared = new Set(
    neStudy.cells("desk").map(({ settings }) => JSON.stringify(settings)),
  );
  const trainings = costPerStep.study.cells("desk").flatMap((cell) =>
    "settings" in cell && cell.settings.kind === "classification"
      ? [JSON.stringify(cell.settings)]
      : []
  );
  assertEquals(trainings.map((settings) => shared.has(settings)), [true, true]);
});

/** Variances at the end of runs with α = 1 and 3. */
function variances(plain: readonly number[], enhanced: readonly number[]) {
  const bySeed = {
    "α=1 B=250": plain,
    "α=3 B=250": enhanced,
  } as Readonly<Record<string, readonly number[]>>;
  return {
    ...resultsWith("smoke", {
      training_loss: {
        "α=1 B=250": plain.map((_, i) => 1e-3 - i * 1e-6),
        "α=3 B=250": plain.map(() => 1e-3),
      },
    }),
    series: (cell: string) =>
      new Map(bySeed[cell]!.map((value, seed) => [seed, [9, value]])),
  };
}

test("ne-gradient-variance: the last value of each run, in logarithms", () => {
  const [large, small] = [[5, 6, 7, 8], [1, 2, 2, 2.1]];
  assertEquals(
    outcomesOf(gradientVariance, variances(large, small)),
    ["reproduced", "reproduced", "reproduced"],
  );
  assertEquals(
    outcomesOf(gradientVariance, variances(small, large)),
    ["contradicted", "contradicted", "reproduced"],
  );
});

/** Two seeds' directions: not Gaussian, and less so with enhancement. */
function directions(
  skewed: readonly number[],
  less: readonly number[],
): Results {
  return resultsWith("smoke", {
    skewed_directions: { projections: skewed },
    less_skewed_directions: { projections: less },
    heavy_directions: { projections: [10, 10] },
    less_heavy_directions: { projections: [9, 9] },
  });
}

test("ne-gaussianity: nine directions in ten, of all seeds together", () => {
  const outcome = (...of: Parameters<typeof directions>) =>
    gaussianity.judge(directions(...of)).outcome;
  assertEquals(outcome([30, 10], [30, 6]), "reproduced");
  assertEquals(outcome([30, 10], [26, 9]), "contradicted");
  // Nothing is certain of noise that is Gaussian everywhere.
  assertEquals(outcome([0, 0], [0, 0]), "inconclusive");
});

test("ne-any-optimizer: one bit at α=1 contradicts it", () => {
  const results = (others: number) =>
    resultsWith(
      "smoke",
      Object.fromEntries(
        [
          ["other_losses", others],
          ...["other_links", "estimate_error", "update_error"].map((name) =>
            [name, 0] as const
          ),
        ].map(([name, value]) => [
          name,
          Object.fromEntries(
            anyOptimizer.cells("smoke").map((cell) => [cell, [Number(value)]]),
          ),
        ]),
      ),
    );
  assertEquals(anyOptimizer.judge(results(0)).outcome, "reproduced");
  assertEquals(anyOptimizer.judge(results(1)).outcome, "contradicted");
});
