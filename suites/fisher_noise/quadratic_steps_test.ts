import { testExactClaim } from "../exact/testing.ts";
import { CHECKS } from "./testing_exact.ts";
import { quadraticSteps } from "./quadratic_steps.ts";

testExactClaim(quadraticSteps, {
  ...CHECKS,
  caught: [
    ["K-FAC's noise ignored", "quadratic", ["the bound's term", "Figure 4"]],
  ],
  expected: ["Table 1: steps from which"],
});
