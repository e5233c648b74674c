import { testExactRuns } from "../exact/testing.ts";
import { CHECKS } from "./testing_exact.ts";

testExactRuns(CHECKS, {
  cells: ["dense", "weights", "steps", "quadratic", "regression"],
});
