import { assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { type Caught, testExactClaim } from "../exact/testing.ts";
import { exact } from "./exact.ts";
import { CHECKS } from "./testing_exact.ts";

const CAUGHT: readonly Caught[] = [
  ["(1-m) inside the velocity", "optimizers", [
    "momentum converges below",
    "stationary variance",
    "for ε λ → 0",
  ]],
  ["(1-m) inside the velocity", "steps", ["momentum: "]],
  ["learning rate inside the velocity", "steps", ["momentum: "]],
  ["sums for means", "subsets", [
    "every minibatch",
    "minibatches are unbiased",
  ]],
  ["sums for means", "steps", ["Eq. 1: ", "momentum: "]],
  ["sums for means", "linear-scaling", ["an epoch at T = ε/B"]],
  ["learning rate off by 2 %", "optimizers", [
    "θ ← (1 - ε λ) θ",
    "momentum converges below",
  ]],
  ["learning rate off by 2 %", "steps", ["Eq. 1: ", "momentum: "]],
  ["learning rates of the schedule off by 2 %", "schedule", ["9,765 = "]],
  ["first drop at 0.55 of the training", "schedule", [
    "9,765 = ",
    "of 200 epochs",
  ]],
  ["ghost batches ignored", "ghost-batches", [
    "a batch's gradient is the mean",
    "with ghost batches of one size",
  ]],
  ["an example twice in a minibatch", "steps", ["a batch has no example"]],
  ["the same minibatch in every step", "steps", ["batches are drawn anew"]],
  ["each example once an epoch", "steps", ["batches are drawn anew"]],
  ["temperature without momentum", "optimizers", ["for ε λ → 0"]],
  ["effective learning rate ε (1-m)", "optimizers", ["the critical effective"]],
  ["effective learning rate ε (1-m)", "table-1", ["Table 1: an effective"]],
];

const sound = testExactClaim(exact, { ...CHECKS, caught: CAUGHT });

test("each way to get SGD wrong is caught", () => {
  assertEquals(
    new Set(CAUGHT.map(([mutant]) => mutant)),
    new Set(Object.keys(CHECKS.mutants)),
  );
});

/** B, E θ and E θ² after an epoch, as the paper's claims list them. */
const TABLE = [
  [4, 0.040558, 0.002036],
  [16, 0.039948, 0.001988],
  [64, 0.037524, 0.001808],
  [256, 0.028147, 0.001226],
  [512, 0.016796, 0.000770],
] as const;

for (const [batchSize, mean, square] of TABLE) {
  test(`B=${batchSize}: the table's moments after an epoch`, () => {
    const { metrics } = sound()["linear-scaling"]!;
    assertAlmostEquals(metrics[`mean_${batchSize}`]!.value, mean, 3e-6);
    assertAlmostEquals(metrics[`square_${batchSize}`]!.value, square, 5e-7);
  });
}

test("the table's stationary variances", () => {
  const { metrics } = sound()["optimizers"]!;
  [0.0882353, 0.814286, 6.33333].forEach((variance, i) =>
    assertAlmostEquals(
      metrics[`stationary_variance_${i + 1}`]!.value,
      variance,
      1e-5 * variance,
    )
  );
});
