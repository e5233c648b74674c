import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { synthetic } from "../datasets/synthetic.ts";
import { splitExamples } from "./split_examples.ts";

const dataset = synthetic({
  ...{ trainCount: 10, testCount: 4, imageShape: [2, 2, 1], classes: 3 },
});

test("without holding out, the test set stays", () => {
  const { train, test } = splitExamples(dataset, { trainExamples: 6 });
  assertEquals(train.count, 6);
  assertEquals(test, dataset.test);
});

test("the last training examples are held out", () => {
  const split = splitExamples(dataset, { trainExamples: 7, heldOut: 3 });
  assertEquals(split.train.count, 7);
  assertEquals(split.test.count, 3);
  assertEquals(split.test.labels, dataset.train.labels.subarray(7));
  assertEquals(split.test.images, dataset.train.images.subarray(7 * 4));
});

test("an example is trained on or held out", () => {
  assertThrows(
    () => splitExamples(dataset, { trainExamples: 8, heldOut: 3 }),
    RangeError,
    "8 examples and hold out 3: synthetic has 10",
  );
});
