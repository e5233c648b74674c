import { testExactClaim } from "../exact/testing.ts";
import { CHECKS } from "./testing_exact.ts";
import { noise2d } from "./noise_2d.ts";

testExactClaim(noise2d, {
  ...CHECKS,
  caught: [
    ["σ × 0.9", "regression", ["diagonal noise has the variance"]],
    ["σ × 0.9 in the weights", "regression", ["full-Fisher noise is as far"]],
    ["F for its root", "regression", ["diagonal noise has the variance"]],
    ["one seed for all steps in the weights", "regression", [
      "full-Fisher noise is as far",
    ]],
    ["noise of the small batch alone", "regression", [
      "diagonal noise has the variance",
    ]],
  ],
});
