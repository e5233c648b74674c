import { testExactRuns } from "../exact/testing.ts";
import { CHECKS } from "./testing_exact.ts";

testExactRuns(CHECKS, {
  cells: [
    ...["GNC", "RNC", "without-noise", "iterations", "polynomials"],
    ...["rescaled", "random-noise"],
  ],
});
