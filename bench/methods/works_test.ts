import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { networkOf } from "../works.ts";
import { METHOD_WORKS, sizesOf, withWorkers } from "./works.ts";

for (const work of METHOD_WORKS) {
  const { batchSize, workers, ghostBatchSize, microbatch, observed } = work;

  test(`${work.title} can be shared, and ghost batches stay whole`, () => {
    const share = batchSize / workers;
    for (const examples of [share, microbatch]) {
      assertEquals(examples % ghostBatchSize, 0);
      assertEquals(batchSize % examples, 0);
    }
    assertEquals(batchSize / observed, 8);
  });

  test(`the sizes of ${work.title} are those of its network and step`, () => {
    const { products: _, ...sizes } = sizesOf(work);
    assertEquals(sizes, {
      parameters: networkOf(work.network, work).parameterCount,
      ...{ examples: batchSize, observed, workers },
      normalises: work.network !== "f1",
    });
  });

  test(`more workers of ${work.title} have shares as before`, () => {
    const more = withWorkers(work, 16);
    assertEquals(more, { ...work, workers: 16, batchSize: batchSize * 4 });
    assertEquals(withWorkers(work, workers), work);
  });
}
