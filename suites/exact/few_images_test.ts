import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { fewImages } from "./few_images.ts";

test("fewImages has as many training examples as asked", () => {
  const { train, classes, imageShape } = fewImages({
    ...{ imageShape: [2, 3, 1], classes: 4, examples: 5 },
  });
  assertEquals([train.count, classes, imageShape], [5, 4, [2, 3, 1]]);
});
