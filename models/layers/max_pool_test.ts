import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { maxPool } from "./max_pool.ts";

test("rows and columns that fill no window are left out", () => {
  assertEquals(maxPool(2)([5, 4, 3]).outputShape, [2, 2, 3]);
  assertEquals(maxPool(3)([5, 4, 3]).outputShape, [1, 1, 3]);
});

test("an image smaller than a window is refused", () => {
  assertThrows(
    () => maxPool(3)([3, 2, 1]),
    RangeError,
    "Cannot make max-pool: inputs must be at least 3 high and wide, current shape [3, 2, 1]",
  );
});

test("what is no image is refused", () => {
  assertThrows(
    () => maxPool(2)([8]),
    RangeError,
    "Cannot make max-pool: inputs must have shape [height, width, channels], current shape [8]",
  );
});
