import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { secondMoment } from "./second_moment.ts";

test("secondMoment is the mean of outer products, uncentred", () => {
  // ([1, 2] [1, 2]ᵀ + [3, 0] [3, 0]ᵀ) / 2
  assertEquals([...secondMoment([[1, 2], [3, 0]])], [5, 1, 1, 2]);
});
