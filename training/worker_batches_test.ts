import { assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../core/key.ts";
import type { ExampleWeightMethod } from "../core/method.ts";
import { synthetic } from "../datasets/synthetic.ts";
import { openEngine } from "../engines/mod.ts";
import { enhanced, imageShape, network, plain } from "./testdata/contracts.ts";
import { normalisedNetwork } from "./testdata/normalised_network.ts";
import { disposeBatch } from "./weighted_batches.ts";
import { workerBatches } from "./worker_batches.ts";

const dataset = synthetic({ trainCount: 20, testCount: 1, imageShape });
const model = network({ hidden: [], classes: 10 });
const key = rootKey(0);

/** Weighs each example of `minibatches` by its place in the step. */
function byPlace(minibatches: number): ExampleWeightMethod {
  return {
    ...plain,
    minibatches,
    weights: (batchSize) =>
      Float32Array.from({ length: minibatches * batchSize }, (_, i) => i),
  };
}

/** The places of each microbatch of each worker. */
async function placesOf(
  options: Partial<Parameters<typeof workerBatches>[0]> & {
    workers: number;
    examples: number;
    minibatches?: number;
  },
): Promise<number[][][]> {
  const { random } = await openEngine("cpu");
  const { examples, minibatches = 1, ...rest } = options;
  return workerBatches({
    ...{ model, random, dataset, key, ...rest },
    indices: Uint32Array.from({ length: examples }, (_, i) => i),
    parts: { weights: byPlace(minibatches), gradient: [] },
  }).map((batches) =>
    batches.map((make) => {
      const batch = make();
      const places = [...batch.weights.dataSync()];
      disposeBatch(batch);
      return places;
    })
  );
}

test("a minibatch is split among the workers in order", async () => {
  assertEquals(await placesOf({ workers: 3, examples: 6 }), [
    [[0, 1]],
    [[2, 3]],
    [[4, 5]],
  ]);
});

test("a worker has a share of every minibatch", async () => {
  const places = await placesOf({ workers: 2, examples: 8, minibatches: 2 });
  assertEquals(places, [[[0, 1, 4, 5]], [[2, 3, 6, 7]]]);
});

test("a share that is too large for one pass has several", async () => {
  const places = await placesOf({ workers: 2, examples: 10, microbatch: 3 });
  assertEquals(places, [[[0, 1, 2], [3, 4]], [[5, 6, 7], [8, 9]]]);
});

test("ghost batches begin anew with each share", async () => {
  const ghosts = normalisedNetwork({ classes: 10, ghostBatchSize: 2 });
  const options = { workers: 2, examples: 12, minibatches: 2, model: ghosts };
  const places = await placesOf({ ...options, microbatch: 1000 });
  assertEquals(places, [
    [[0, 1, 2], [6, 7, 8]],
    [[3, 4, 5], [9, 10, 11]],
  ]);
});

test("a minibatch that the workers do not divide is refused", async () => {
  const { random } = await openEngine("cpu");
  assertThrows(
    () =>
      workerBatches({
        ...{ model, random, dataset, key, workers: 3 },
        indices: Uint32Array.of(0, 1, 2, 3, 4, 5, 6, 7),
        parts: { weights: enhanced(2), gradient: [] },
      }),
    RangeError,
    "among 3 workers equally: it has 4 examples",
  );
});
