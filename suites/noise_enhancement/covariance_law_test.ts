import { assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { effectiveBatchSize } from "../../methods/noise_enhancement.ts";
import { plainMultiple, weightedMultiple } from "./covariance_law.ts";

test("plainMultiple of two of six examples is 2/5, of all 0", () => {
  assertEquals(plainMultiple({ examples: 6, batchSize: 2 }), 0.4);
  assertEquals(plainMultiple({ examples: 6, batchSize: 6 }), 0);
});

test("plainMultiple at B_eff of N=60,000, B=5,000, α=3 is 155/(N-1)", () => {
  const batchSize = effectiveBatchSize(5000, 3);
  assertAlmostEquals(
    59_999 * plainMultiple({ examples: 60_000, batchSize }),
    155,
    1e-11,
  );
});

test("equal weights of distinct examples are plain SGD", () => {
  assertAlmostEquals(
    weightedMultiple(Array(5).fill(1 / 5), { examples: 12 }),
    plainMultiple({ examples: 12, batchSize: 5 }),
    1e-15,
  );
});
