import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { fansOf, sizeOf } from "./initialiser.ts";

test("a dense kernel's fans are its sides", () => {
  assertEquals(fansOf([784, 500]), { inputs: 784, outputs: 500 });
});

test("a convolution's fans count the places of its window", () => {
  assertEquals(fansOf([3, 5, 7, 11]), { inputs: 105, outputs: 165 });
});

test("a shape's size is its product, 1 for a scalar", () => {
  assertEquals([sizeOf([2, 3, 4]), sizeOf([])], [24, 1]);
});
