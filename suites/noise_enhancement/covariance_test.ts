import { testExactClaim } from "../exact/testing.ts";
import { covariance } from "./covariance.ts";
import { CHECKS } from "./testing_exact.ts";

testExactClaim(covariance, {
  ...CHECKS,
  caught: [
    ["B'_t = B_t", "sampling", ["Eq. 10, sampled"]],
    ["α ignored", "enumeration", ["Eq. 10: "]],
    ["α ignored", "real-gradients", ["Eq. 10: "]],
    ["(α-1) for (1-α)", "enumeration", [
      "the noise has mean zero: ",
      "α and 1-α give the same distribution",
    ]],
    ["(α-1) for (1-α)", "sampling", [
      "the noise has mean zero, sampled",
      "B = N has no noise",
    ]],
    ["sums for means", "enumeration", [
      "Eq. 10: ",
      "the noise has mean zero: ",
    ]],
    ["disjoint for independent", "enumeration", ["Eq. 10: "]],
    ["disjoint for independent in the draws", "sampling", ["Eq. 10, sampled"]],
  ],
});
