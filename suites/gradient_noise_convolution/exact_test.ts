import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { type Caught, testExactClaim } from "../exact/testing.ts";
import { exact } from "./exact.ts";
import { CHECKS } from "./testing_exact.ts";

const CAUGHT: readonly Caught[] = [
  ["σ × 0.9", "GNC", ["x_i = x - α η ω_i", "a filter is displaced by α η ‖ω"]],
  ["σ × 0.9", "RNC", ["a filter is displaced by α η ‖x^(p)‖ (Eq. 5)"]],
  ["σ × 0.9", "RNC unscaled", ["random noise is from the cube"]],
  ["σ × 0.9", "polynomials", ["on a quadratic loss", "on a cubic loss"]],
  ["x + α η ω", "GNC", ["x_i = x - α η ω_i"]],
  ["x + α η ω", "GNC unscaled", ["x_i = x - α η ω_i"]],
  ["α ignored", "GNC", ["x_i = x - α η ω_i", "a filter is displaced"]],
  ["α ignored", "RNC", ["a filter is displaced by α η ‖x^(p)‖ (Eq. 5)"]],
  ["α ignored", "without-noise", ["α = 0, and M = 1"]],
  ["filter norms ignored", "GNC", ["x_i = x - α η ω_i"]],
  ["filter norms ignored", "RNC", ["a filter is displaced by α η ‖x^(p)‖"]],
  ["filter norms ignored", "rescaled", ["a filter that is normalised"]],
  ["Eq. 5 for Eq. 6", "GNC", ["x_i = x - α η ω_i", "the mean of the workers'"]],
  ["Eq. 5 for Eq. 6", "rescaled", ["a filter that is normalised"]],
  ["η of the noise ignored", "GNC", ["x_i = x - α η ω_i"]],
  ["η of the noise ignored", "RNC", ["a filter is displaced by α η ‖x^(p)‖"]],
  ["one seed shared by all workers", "RNC", ["random noise is another one"]],
  ["one seed shared by all workers", "random-noise", [
    "random noise of M workers has the κ",
    "random noise does not sum to 0",
  ]],
  ["sums for means in the deviations", "GNC", ["x_i = x - α η ω_i"]],
  ["only positive noise", "GNC", ["the mean of the workers' points is x"]],
  ["only positive noise", "RNC unscaled", ["random noise is from the cube"]],
  ["learning rate off by 2 %", "GNC", ["x is updated by the mean"]],
  ["learning rate off by 2 %", "iterations", ["Eq. 1: "]],
  ["the first minibatch used twice", "GNC", ["workers' shares of an epoch"]],
  ["the first minibatch used twice", "iterations", ["the noise of an epoch's"]],
  ["sums for means", "without-noise", ["α = 0, and M = 1"]],
  ["sums for means", "iterations", ["Eq. 1: "]],
  ["sums for means", "subsets", [
    "every minibatch",
    "minibatches are unbiased",
  ]],
];

testExactClaim(exact, { ...CHECKS, caught: CAUGHT });

test("each way to get noise convolution wrong is caught", () => {
  assertEquals(
    new Set(CAUGHT.map(([mutant]) => mutant)),
    new Set(Object.keys(CHECKS.mutants)),
  );
});
