import { testExactClaim } from "../exact/testing.ts";
import { CHECKS } from "./testing_exact.ts";
import { theoremBound } from "./theorem_bound.ts";

testExactClaim(theoremBound, {
  ...CHECKS,
  caught: [
    ["σ × 0.9", "quadratic", ["Tr(Cᵀ A C) is", "Eq. 7"]],
    ["learning rates of the schedule off by 2 %", "quadratic", [
      "the rates are",
    ]],
    ["learning rate off by 2 %", "quadratic", ["an update is"]],
  ],
});
