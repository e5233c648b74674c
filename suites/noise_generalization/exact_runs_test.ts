import { testExactRuns } from "../exact/testing.ts";
import { CHECKS } from "./testing_exact.ts";

testExactRuns(CHECKS, {
  cells: ["subsets", "optimizers", "steps", "ghost-batches"],
});
