import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { dataDirectory } from "./data_dir.ts";
import { factsOf } from "./testing_examples_facts.ts";
import { fashionMnist } from "./fashion_mnist.ts";

// The facts were computed from the files by Python's gzip module and sum().
test("fashionMnist holds the published examples", async () => {
  const { train, test, imageShape, classes } = await fashionMnist.load(
    dataDirectory(),
  );
  assertEquals({ imageShape, classes }, {
    imageShape: [28, 28, 1],
    classes: 10,
  });
  assertEquals(factsOf(train), {
    count: 60_000,
    images: 47_040_000,
    labels: 60_000,
    firstLabels: [9, 0, 0, 3, 0, 2, 7, 2, 5, 5],
    perClass: [6000, 6000, 6000, 6000, 6000, 6000, 6000, 6000, 6000, 6000],
    pixelSums: { first: 76_247, last: 16_684, all: 3_431_114_169 },
  });
  assertEquals(factsOf(test), {
    count: 10_000,
    images: 7_840_000,
    labels: 10_000,
    firstLabels: [9, 2, 1, 1, 6, 1, 4, 6, 5, 7],
    perClass: [1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000],
    pixelSums: { first: 33_456, last: 24_390, all: 573_469_082 },
  });
});
