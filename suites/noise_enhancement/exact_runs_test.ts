import { testExactRuns } from "../exact/testing.ts";
import { CHECKS } from "./exact_fixture.ts";

testExactRuns(CHECKS, { cells: ["real-gradients", "equivalence"] });
