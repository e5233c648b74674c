import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { resnet50 } from "./resnet50.ts";

const ghostBatchSize = 32;

// Counts of torchvision's models.
const COUNTS = [
  {
    model: resnet50({ ghostBatchSize }),
    parameters: 25_557_032,
    multiplyAdds: 4_089_184_256,
  },
  {
    model: resnet50({ ghostBatchSize, blocks: [3, 4, 23, 3] }),
    parameters: 44_549_160,
    multiplyAdds: 7_801_405_440,
  },
];

for (const { model, parameters, multiplyAdds } of COUNTS) {
  test(`${model.name} has ${parameters} parameters`, () => {
    assertEquals(model.parameterCount, parameters);
    assertEquals(model.multiplyAdds, multiplyAdds);
  });
}

test("its depth is in its name", () => {
  assertEquals(
    resnet50({ ghostBatchSize, blocks: [3, 4, 23, 3], classes: 7 }).name,
    "resnet-101 64-128-256-512-7, ghost batches of 32",
  );
});

test("stages of part of a block, or of none, are refused", () => {
  for (const count of [0, 1.5]) {
    assertThrows(
      () => resnet50({ ghostBatchSize, blocks: [1, count, 1, 1] }),
      RangeError,
      `Cannot make resnet-50: blocks of stage 2 must be a positive integer, current value ${count}`,
    );
  }
});
