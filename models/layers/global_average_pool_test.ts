import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { globalAveragePool } from "./global_average_pool.ts";

test("only channels are left", () => {
  assertEquals(globalAveragePool()([5, 4, 3]).outputShape, [3]);
});

test("what is no image is refused", () => {
  assertThrows(
    () => globalAveragePool()([8]),
    RangeError,
    "Cannot make global average pool: inputs must have shape [height, width, channels], current shape [8]",
  );
});
