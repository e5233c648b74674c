import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { maxPool } from "./max_pool.ts";

test("rows and columns that fill no window are left out", () => {
  assertEquals(maxPool(2)([5, 4, 3]).outputShape, [2, 2, 3]);
  assertEquals(maxPool(3)([5, 4, 3]).outputShape, [1, 1, 3]);
});

test("padding makes room for windows", () => {
  const layer = maxPool(3, { stride: 2, padding: 1 });
  assertEquals(layer([7, 8, 2]).outputShape, [4, 4, 2]);
  assertEquals(layer([1, 2, 2]).outputShape, [1, 1, 2]);
});

test("padding that could fill a window, or is none, is refused", () => {
  for (const padding of [2, -1, 0.5, NaN]) {
    assertThrows(
      () => maxPool(3, { padding }),
      RangeError,
      `padding must be an integer from 0 to half of the window's 3, current value ${padding}`,
    );
  }
});

test("an image smaller than a window is refused", () => {
  assertThrows(
    () => maxPool(5, { padding: 1 })([2, 9, 2]),
    RangeError,
    "inputs must be at least 3 high and wide, current shape [2, 9, 2]",
  );
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
