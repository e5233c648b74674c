import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { mean } from "./mean.ts";

test("the mean of a list and of a map's values", () => {
  assertEquals(mean([1, 2, 6]), 3);
  assertEquals(mean(new Map([[0, 0.5], [1, 1]]).values()), 0.75);
});

test("nothing has no mean", () => {
  assertEquals(mean([]), NaN);
});
