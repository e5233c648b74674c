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

test("a stride or channels that are no positive integers are refused", () => {
  for (const size of [0, -1, 1.5, NaN]) {
    for (
      const sizes of [{ stride: size, channels: 5 }, {
        stride: 2,
        channels: size,
      }]
    ) {
      assertThrows(
        () => subsample(sizes),
        RangeError,
        `must be a positive integer, current value ${size}`,
      );
    }
  }
});
