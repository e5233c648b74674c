import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../core/key.ts";
import type { ExampleWeightMethod, GradientMethod } from "../core/method.ts";
import { uniform } from "../core/random.ts";
import { synthetic } from "../datasets/synthetic.ts";
import { ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { batchOf } from "./batch.ts";
import { stepExamples } from "./step_examples.ts";
import { enhanced, imageShape, plain } from "./testdata/contracts.ts";
import { disposeBatch } from "./weighted_batches.ts";

const dataset = synthetic({ trainCount: 20, testCount: 1, imageShape });
const indices = Uint32Array.of(5, 3, 8, 1, 7, 12);
const key = rootKey(0);
const places = Uint32Array.of(0, 2, 5);
const model = { classes: 10 };

test("a batch has the examples and weights of its places", async () => {
  const { random } = await openEngine("cpu");
  const before = tf.memory().numTensors;
  const { batchSize, batchAt } = stepExamples({
    ...{ parts: { weights: enhanced(3), gradient: [] } },
    ...{ model, random, dataset, indices, key },
  });
  assertEquals(batchSize, 3);
  const batch = batchAt(places);
  const expected = batchOf(dataset.train, {
    indices: Uint32Array.of(5, 8, 12),
    imageShape,
  });
  assertEquals(batch.x.dataSync(), expected.x.dataSync());
  assertEquals(batch.labels.dataSync(), expected.labels.dataSync());
  const weights = Float32Array.of(3 / 3, 3 / 3, -2 / 3);
  assertEquals(batch.weights.dataSync(), weights);
  assertEquals([batch.drawn, batch.observed], [undefined, 0]);
  disposeBatch(batch);
  tf.dispose({ ...expected });
  assertEquals(tf.memory().numTensors, before);
});

test("so have drawn labels", async () => {
  const { random } = await openEngine("cpu");
  const weights: ExampleWeightMethod = {
    ...plain,
    drawnLabelWeights: (batchSize) =>
      Float32Array.from({ length: batchSize }, (_, i) => i),
  };
  const { batchAt } = stepExamples({
    ...{ parts: { weights, gradient: [] }, dataset, indices, key },
    ...{ model, random },
  });
  const batch = batchAt(places);
  assertEquals([...batch.drawn!.weights.dataSync()], [...places]);
  const uniforms = uniform(split(key, "labels"), indices.length);
  assertEquals(
    [...batch.drawn!.uniforms.dataSync()],
    [...places].map((place) => uniforms[place]!),
  );
  disposeBatch(batch);
});

test("the step's first examples are observed", async () => {
  const { random } = await openEngine("cpu");
  const method: GradientMethod = {
    name: "looks at 3 examples",
    place: "gradient",
    statistic: "squared gradients",
    statisticExamples: 3,
    perturbation: () => ({}),
  };
  const { batchAt } = stepExamples({
    ...{ parts: { weights: plain, gradient: [method] } },
    ...{ model, random, dataset, indices, key },
  });
  const batch = batchAt(places);
  assertEquals(batch.observed, 2);
  disposeBatch(batch);
});

test("examples without a weight are refused", async () => {
  const { random } = await openEngine("cpu");
  const short = () => new Float32Array(indices.length - 1);
  for (const wrong of [{ weights: short }, { drawnLabelWeights: short }]) {
    assertThrows(
      () =>
        stepExamples({
          ...{ parts: { weights: { ...plain, ...wrong }, gradient: [] } },
          ...{ model, random, dataset, indices, key },
        }),
      RangeError,
      "its weights must be a Float32Array of 6 numbers, current length 5",
    );
  }
});

test("a class that the network does not have is refused", async () => {
  const { random } = await openEngine("cpu");
  const { labels } = dataset.train;
  const classes = Math.max(...indices.values().map((i) => labels[i]!));
  assertThrows(
    () =>
      stepExamples({
        ...{ parts: { weights: plain, gradient: [] }, model: { classes } },
        ...{ random, dataset, indices, key },
      }),
    RangeError,
    `its label must be below ${classes}, the number of classes, current value ${classes}`,
  );
});

test("minibatches of unequal size are refused", async () => {
  const { random } = await openEngine("cpu");
  const parts = { weights: enhanced(2), gradient: [] };
  for (const odd of [indices.subarray(1), new Uint32Array(0)]) {
    assertThrows(
      () =>
        stepExamples({
          ...{ model, random, parts, dataset, indices: odd, key },
        }),
      RangeError,
      `2 equal minibatches: it has ${odd.length} examples`,
    );
  }
});

test("images are changed by their own numbers, then go through tables", async () => {
  const { random } = await openEngine("cpu");
  const seen: number[][] = [];
  const { batchAt } = stepExamples({
    ...{ parts: { weights: plain, gradient: [] } },
    ...{ model, random, dataset, indices, key },
    augment: ({ pixels, examples }) => {
      seen.push([...examples]);
      pixels.fill(2);
    },
    tables: [Float32Array.from({ length: 256 }, (_, pixel) => 10 * pixel)],
  });
  const batch = batchAt(places);
  assertEquals(seen, [[5, 8, 12]]);
  assertEquals([...batch.x.dataSync()], Array(27).fill(20));
  disposeBatch(batch);
});

for (const engineName of ENGINE_NAMES) {
  test(`a batch for dropout has a key of its place, ${engineName}`, async () => {
    const { random } = await openEngine(engineName);
    const before = tf.memory().numTensors;
    const { batchAt } = stepExamples({
      ...{ parts: { weights: plain, gradient: [] } },
      ...{ model: { ...model, dropRate: 0.5 }, random, dataset, indices, key },
    });
    const keysOf = async (places: Uint32Array) => {
      const batch = batchAt(places);
      const words = [...await batch.dropoutKey!.data()];
      disposeBatch(batch);
      return words;
    };
    assertEquals(await keysOf(places), await keysOf(places));
    assertNotEquals(await keysOf(places), await keysOf(places.subarray(1)));
    assertEquals(tf.memory().numTensors, before);
  });
}
