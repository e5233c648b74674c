import { testExactRuns } from "../exact/testing.ts";
import { CHECKS } from "./testing_exact.ts";

testExactRuns(CHECKS, { cells: ["real-gradients", "equivalence"] });
