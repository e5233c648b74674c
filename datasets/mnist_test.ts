import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { dataDirectory } from "./data_dir.ts";
import { factsOf } from "./testing_examples_facts.ts";
import { mnist } from "./mnist.ts";

// The facts were computed from the files by Python's gzip module and sum().
test("mnist holds the published examples", async () => {
  const { train, test, imageShape, classes } = await mnist.load(
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
    firstLabels: [5, 0, 4, 1, 9, 2, 1, 3, 1, 4],
    perClass: [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949],
    pixelSums: { first: 27_525, last: 20_920, all: 1_567_298_545 },
  });
  assertEquals(factsOf(test), {
    count: 10_000,
    images: 7_840_000,
    labels: 10_000,
    firstLabels: [7, 2, 1, 0, 4, 1, 4, 9, 5, 9],
    perClass: [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009],
    pixelSums: { first: 18_454, last: 41_833, all: 264_923_200 },
  });
});
