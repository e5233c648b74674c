import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { factsOf } from "./testing_examples_facts.ts";

test("factsOf counts and sums", () => {
  const examples = {
    images: Uint8Array.of(1, 2, 3, 4, 5, 6),
    labels: Uint8Array.of(9, 0, 9),
    count: 3,
  };
  assertEquals(factsOf(examples), {
    count: 3,
    images: 6,
    labels: 3,
    firstLabels: [9, 0, 9],
    perClass: [1, 0, 0, 0, 0, 0, 0, 0, 0, 2],
    pixelSums: { first: 3, last: 11, all: 21 },
  });
});
