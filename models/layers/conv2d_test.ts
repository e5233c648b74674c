import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { heNormal } from "../he_normal.ts";
import { conv2d } from "./conv2d.ts";

const options = { filters: 4, kernel: heNormal };

test("shapes, and multiply-adds at each place of the output", () => {
  const layer = conv2d("conv", { ...options, stride: 2 })([9, 6, 5]);
  assertEquals(layer.outputShape, [5, 3, 4]);
  assertEquals(layer.multiplyAdds, 5 * 3 * 4 * (3 * 3 * 5));
  assertEquals(
    Object.entries(layer.parameters).map(([name, { shape }]) => [name, shape]),
    [["conv/kernel", [3, 3, 5, 4]], ["conv/bias", [4]]],
  );
});

test("without bias there is no such parameter", () => {
  const layer = conv2d("conv", { ...options, bias: false })([9, 6, 5]);
  assertEquals(Object.keys(layer.parameters), ["conv/kernel"]);
});

test("what is no image is refused", () => {
  for (const shape of [[], [8], [8, 8], [8, 8, 3, 1]]) {
    assertThrows(
      () => conv2d("conv", options)(shape),
      RangeError,
      `Cannot make conv: inputs must have shape [height, width, channels], current shape [${
        shape.join(", ")
      }]`,
    );
  }
});

test("sizes that make no windows are refused", () => {
  for (
    const [sizes, message] of [
      [
        { size: 2 },
        "padding must be an integer from 0 on, which windows of even",
      ],
      [{ padding: -1 }, "padding must be an integer from 0 on"],
      [{ stride: 0 }, "stride must be a positive integer, current value 0"],
      [{ size: 1.5 }, "size must be a positive integer, current value 1.5"],
      [{ filters: 0 }, "filters must be a positive integer, current value 0"],
    ] as const
  ) {
    assertThrows(
      () => conv2d("conv", { ...options, ...sizes }),
      RangeError,
      `Cannot make conv: ${message}`,
    );
  }
  const even = conv2d("conv", { ...options, size: 2, padding: 0 });
  assertEquals(even([4, 4, 1]).outputShape, [3, 3, 4]);
});

test("an image smaller than the window is refused", () => {
  const layer = conv2d("conv", { ...options, size: 5, padding: 1 });
  assertEquals(layer([3, 3, 1]).outputShape, [1, 1, 4]);
  assertThrows(
    () => layer([3, 2, 1]),
    RangeError,
    "Cannot make conv: inputs must be at least 5 high and wide with padding 1, current shape [3, 2, 1]",
  );
});
