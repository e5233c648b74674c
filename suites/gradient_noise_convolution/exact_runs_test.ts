import { testExactRuns } from "../exact/testing.ts";
import { CHECKS } from "./exact_fixture.ts";

testExactRuns(CHECKS, {
  cells: [
    ...["GNC", "RNC", "without-noise", "iterations", "polynomials"],
    ...["rescaled", "random-noise"],
  ],
});
