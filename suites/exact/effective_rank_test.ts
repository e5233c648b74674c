import { assertAlmostEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { effectiveRank } from "./effective_rank.ts";

test("noise along one direction has effective rank 1", () => {
  assertAlmostEquals(effectiveRank([[1, 5], [2, 7], [4, 11]]), 1, 1e-14);
});

test("equal noise along three directions has effective rank 3", () => {
  const cube = [-1, 1].flatMap((x) =>
    [-1, 1].flatMap((y) => [-1, 1].map((z) => [x + 10, y, z]))
  );
  assertAlmostEquals(effectiveRank(cube), 3, 1e-14);
});

test("variances 4 and 1 have effective rank 25/17", () => {
  const gradients = [[2, 1], [2, -1], [-2, 1], [-2, -1]];
  assertAlmostEquals(effectiveRank(gradients), 25 / 17, 1e-14);
});
