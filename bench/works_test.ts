import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { flopOf, modelOf, WORKS } from "./works.ts";

test("each work has a name of its own", () => {
  const ids = WORKS.map(({ id }) => id);
  assertEquals(ids, [...new Set(ids)]);
});

test("a network normalises over the whole batch, if it normalises", () => {
  assertEquals(
    WORKS.map((work) => modelOf(work).ghostBatchSize ?? work.batchSize),
    WORKS.map(({ batchSize }) => batchSize),
  );
});

test("operations are six for each multiply-add and example, but four in the first layer", () => {
  const [work] = WORKS;
  const [first, others] = [784 * 500, 6 * 500 * 500 + 500 * 10];
  // No gradient of the images is taken.
  assertEquals(flopOf(work!), (4 * first + 6 * others) * 100);
});
