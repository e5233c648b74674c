import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { type Caught, testExactClaim } from "../exact/testing.ts";
import { resultsOfOne } from "../testing.ts";
import { exact } from "./exact.ts";
import { CHECKS } from "./testing_exact.ts";
import { noise2d } from "./noise_2d.ts";
import { theoremBound } from "./theorem_bound.ts";

const COLUMNS = "C Cᵀ is";
const DRAWN = "noise drawn as in training has the covariance";
const WEIGHTS = "the noise of drawn weights";

const CAUGHT: readonly Caught[] = [
  ["σ × 0.9", "dense", [COLUMNS, "diagonal and trace noise"]],
  ["σ × 0.9", "convolution", [COLUMNS]],
  ["σ × 0.9", "quadratic", ["Tr(Cᵀ A C) is", "Eq. 7", "A = [[2, 0.6]"]],
  ["σ × 0.9", "regression", ["diagonal noise has the variance"]],
  ["σ × 0.9 in the weights", "weights", [WEIGHTS]],
  ["F for its root", "dense", [COLUMNS]],
  ["sums for means", "dense", [COLUMNS]],
  ["sums for means", "draws", [DRAWN]],
  ["the squared mean gradient for the mean square", "dense", [COLUMNS]],
  ["K-FAC without the outputs' factor", "dense", [COLUMNS]],
  ["K-FAC's noise ignored", "dense", [COLUMNS]],
  ["one random number for all parameters", "dense", [COLUMNS]],
  ["one random number for all parameters", "draws", [DRAWN]],
  ["one seed for all steps", "draws", [
    DRAWN,
    "noise drawn as in training has mean zero",
  ]],
  ["one seed for all steps in the weights", "weights", [WEIGHTS]],
  ["one seed for all steps in the weights", "draws", [DRAWN]],
  ["the gradient left out of the weights", "weights", [
    "the noise of drawn weights, n = Σ (w_i - 1/m) g_i, has mean zero",
  ]],
  ["noise of the small batch alone", "weights", ["c² = ", "it restores"]],
  ["noise of the small batch alone", "dense", [COLUMNS]],
  ["trace without c", "dense", [COLUMNS, "diagonal and trace noise"]],
  ["σ² = (M_L - M_S) / M_L", "weights", ["multiplicative noise", WEIGHTS]],
  ["losses weighed", "ghost batches", ["example weights w give"]],
  ["squares before sums in convolutions", "convolution", [COLUMNS]],
  ["noise added after the optimizer", "steps", ["the optimizer is given"]],
  ["learning rate off by 2 %", "steps", ["the optimizer is given"]],
  ["learning rate off by 2 %", "quadratic", ["an update is"]],
  ["learning rates of the schedule off by 2 %", "quadratic", ["the rates are"]],
  ["sums for means in minibatches", "subsets", ["every minibatch"]],
];

const sound = testExactClaim(exact, { ...CHECKS, caught: CAUGHT });

test("each way to get structured noise wrong is caught", () => {
  assertEquals(
    new Set(CAUGHT.map(([mutant]) => mutant)),
    new Set(Object.keys(CHECKS.mutants)),
  );
});

test("fisher-exact finds all that other claims that hold find", () => {
  const [all, ...others] = [exact, theoremBound, noise2d].map((claim) =>
    claim.judge(resultsOfOne("smoke", sound())).findings.map(({ statement }) =>
      statement
    )
  );
  assertEquals(others.flat().filter((one) => !all!.includes(one)), []);
});

/** Of each noise the first step from which E L is at most ε. */
const FIRST_STEPS = {
  full: [2, 16, 39, 85, 454, 4606],
  diagonal: [1, 15, 39, 87, 472, 4798],
  trace: [1, 15, 41, 92, 501, 5100],
};

for (const [shape, steps] of Object.entries(FIRST_STEPS)) {
  test(`${shape} noise: the table's first steps`, () => {
    const { metrics } = sound()["quadratic"]!;
    const found = [0.5, 0.2, 0.1, 0.05, 0.01, 0.001]
      .map((level) => metrics[`${shape}_first_${level}`]!.value);
    assertEquals(found, steps);
  });
}
