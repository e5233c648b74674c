import { testExactRuns } from "../exact/testing.ts";
import { CHECKS } from "./exact_fixture.ts";

testExactRuns(CHECKS, {
  cells: ["subsets", "optimizers", "steps", "ghost-batches"],
});
