import * as tf from "@tensorflow/tfjs-core";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../core/key.ts";
import { openEngine } from "../engines/mod.ts";
import { randomStart } from "./start.ts";
import { modelOf, WORKS } from "./works.ts";

const work = { ...WORKS[0]!, batchSize: 20 };

test("a batch has the work's shape, pixels, classes and weights", async () => {
  await openEngine("cpu");
  tf.tidy(() => {
    const { batch: { x, labels, weights } } = randomStart(work);
    assertEquals([x.shape, labels.shape], [[20, 28, 28, 1], [20]]);
    assert(x.dataSync().every((pixel) => pixel >= 0 && pixel < 1));
    const classes = new Set(labels.dataSync());
    assert([...classes].every((label) => label >= 0 && label < 10));
    assert(classes.size > 1);
    assertAlmostEquals(tf.sum(weights).dataSync()[0]!, 1, 1e-6);
  });
});

test("the key decides parameters and batch", async () => {
  await openEngine("cpu");
  tf.tidy(() => {
    const numbers = (seed: number) => {
      const { parameters, batch } = randomStart(work, rootKey(seed));
      const tensors = { ...parameters, ...batch };
      return Object.values(tensors).map((tensor) => tensor.dataSync().at(-1));
    };
    assertEquals(numbers(1), numbers(1));
    assert(numbers(1).join() !== numbers(2).join());
    const { parameters } = randomStart(work);
    const names = Object.keys(modelOf(work).init(rootKey(0)));
    assertEquals(Object.keys(parameters), names);
  });
});
