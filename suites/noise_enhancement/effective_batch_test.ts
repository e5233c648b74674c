import { testExactClaim } from "../exact/testing.ts";
import { effectiveBatch } from "./effective_batch.ts";
import { CHECKS } from "./testing_exact.ts";

const PAPER_SIZE = "N=60000 B=5000";

testExactClaim(effectiveBatch, {
  ...CHECKS,
  caught: [
    ["B'_t = B_t", "sampling", ["independent minibatches, sampled"]],
    ["α ignored", PAPER_SIZE, [
      "Eq. 11",
      "disjoint minibatches have the Cov of",
    ]],
    ["(α-1) for (1-α)", PAPER_SIZE, ["disjoint minibatches have the Cov of"]],
    ["sums for means", PAPER_SIZE, ["independent minibatches have that"]],
    ["disjoint for independent", PAPER_SIZE, [
      "at N=60,000",
      "independent minibatches have that",
    ]],
    ["independent for disjoint in the draws", "sampling", [
      "disjoint minibatches, sampled",
    ]],
  ],
});
