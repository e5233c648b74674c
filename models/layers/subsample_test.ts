import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { subsample } from "./subsample.ts";

test("sides are divided, channels are added", () => {
  const layer = subsample({ stride: 2, channels: 5 })([6, 4, 3]);
  assertEquals(layer.outputShape, [3, 2, 5]);
  assertEquals([layer.multiplyAdds, layer.parameters], [0, {}]);
});

test("sides that the stride does not divide and too many channels are refused", () => {
  for (const shape of [[5, 4, 3], [4, 5, 3], [4, 4, 6]]) {
    assertThrows(
      () => subsample({ stride: 2, channels: 5 })(shape),
      RangeError,
      `inputs must have sides that 2 divides and at most 5 channels, current shape [${
        shape.join(", ")
      }]`,
    );
  }
});
