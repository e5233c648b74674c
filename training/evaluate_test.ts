import * as tf from "@tensorflow/tfjs-core";
import {
  assertAlmostEquals,
  assertEquals,
  assertRejects,
  assertThrows,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Examples } from "../core/dataset.ts";
import { rootKey } from "../core/key.ts";
import { disposeTensors } from "../core/tensors.ts";
import { synthetic } from "../datasets/synthetic.ts";
import { numbersOf } from "../core/testing.ts";
import { ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { evaluator } from "./evaluate.ts";
import { imageShape, network } from "./testdata/contracts.ts";
import { normalisedNetwork } from "./testdata/normalised_network.ts";

const REST = [0, 0, 0, 0, 0, 0];

/** Rounding of a loss of order 1 in single precision: some 8 units of 2^-24. */
const ROUNDING = 8 * 2 ** -24;

for (const engineName of ENGINE_NAMES) {
  test(`loss and accuracy by hand, ${engineName}`, async () => {
    const engine = await openEngine(engineName);
    const model = network({ hidden: [], classes: 3 });
    // Logits: the first three pixels, times log 2.
    const parameters = {
      "layer 1/kernel": tf.tidy(() => tf.mul(tf.eye(9, 3), 255 * Math.LN2)),
      "layer 1/bias": tf.zeros([3]),
    };
    const examples: Examples = {
      images: Uint8Array.of(...[0, 1, 2], ...REST, ...[2, 1, 0], ...REST, ...[
        0,
        0,
        1,
      ], ...REST),
      labels: Uint8Array.of(2, 1, 2),
      count: 3,
    };
    // Softmax of pixels p is 2^p / Σ 2^p: 4/7, 2/7 and 2/4 at the labels.
    const loss = (Math.log(7 / 4) + Math.log(7 / 2) + Math.log(2)) / 3;
    for (const chunk of [1, 2, 3, 1000]) {
      const evaluate = evaluator(engine, { model, imageShape, chunk });
      const found = await evaluate(parameters, { examples });
      assertAlmostEquals(found.loss, loss, ROUNDING);
      assertEquals(found.accuracy, 200 / 3);
    }
    disposeTensors(parameters);
  });

  test(`the chunk changes rounding only, ${engineName}`, async () => {
    const engine = await openEngine(engineName);
    const { train } = synthetic({ imageShape, trainCount: 100 });
    const model = network({ hidden: [9], classes: 10 });
    const parameters = model.init(rootKey(0));
    const evaluate = (chunk: number) =>
      evaluator(engine, { model, imageShape, chunk })(parameters, {
        examples: train,
      });
    const whole = await evaluate(1000);
    for (const chunk of [1, 7, 30]) {
      const { loss, accuracy } = await evaluate(chunk);
      assertEquals(accuracy, whole.accuracy);
      // Summing 100 losses in single precision: at most 100 units.
      assertAlmostEquals(loss, whole.loss, whole.loss * 100 * 2 ** -24);
    }
    disposeTensors(parameters);
  });
}

for (const engineName of ENGINE_NAMES) {
  test(`without statistics, ghost batches are whole, ${engineName}`, async () => {
    const engine = await openEngine(engineName);
    const { train } = synthetic({ imageShape, trainCount: 20 });
    const model = normalisedNetwork({ classes: 10, ghostBatchSize: 6 });
    const parameters = model.init(rootKey(0));
    const evaluate = (chunk: number) =>
      evaluator(engine, { model, imageShape, chunk })(parameters, {
        examples: train,
      });
    const whole = await evaluate(1000);
    assertEquals(Object.keys(whole.statistics), ["mean", "variance"]);
    const expected = await numbersOf(whole.statistics);
    for (const chunk of [6, 13, 20]) {
      const { loss, accuracy, statistics } = await evaluate(chunk);
      assertEquals(accuracy, whole.accuracy);
      assertAlmostEquals(loss, whole.loss, 20 * ROUNDING);
      for (
        const [name, values] of Object.entries(await numbersOf(statistics))
      ) {
        values.forEach((value, unit) =>
          assertAlmostEquals(value, expected[name]![unit]!, 20 * ROUNDING)
        );
      }
      disposeTensors(statistics);
    }
    for (const owned of [parameters, whole.statistics]) disposeTensors(owned);
  });

  test(`with statistics, it is one example by one, ${engineName}`, async () => {
    const engine = await openEngine(engineName);
    const { train } = synthetic({ imageShape, trainCount: 20 });
    const model = normalisedNetwork({ classes: 10, ghostBatchSize: 6 });
    const parameters = model.init(rootKey(0));
    const given = { mean: tf.fill([5], 0.25), variance: tf.fill([5], 2) };
    const evaluate = (chunk: number) =>
      evaluator(engine, { model, imageShape, chunk })(parameters, {
        examples: train,
        statistics: given,
      });
    const [each, whole] = [await evaluate(1), await evaluate(1000)];
    assertEquals([each.statistics, whole.statistics], [{}, {}]);
    assertEquals(each.accuracy, whole.accuracy);
    assertAlmostEquals(each.loss, whole.loss, 20 * ROUNDING);
    // The caller's statistics are still there.
    const { mean } = await numbersOf(given);
    assertEquals(mean, [0.25, 0.25, 0.25, 0.25, 0.25]);
    for (const owned of [parameters, given]) disposeTensors(owned);
  });
}

test("chunks of no or half a size are refused", async () => {
  const engine = await openEngine("cpu");
  const model = network({ hidden: [], classes: 3 });
  for (const chunk of [0, -1, 1.5, NaN]) {
    assertThrows(
      () => evaluator(engine, { model, imageShape, chunk }),
      RangeError,
      `chunk must be a positive integer, current value ${chunk}`,
    );
  }
});

test("no examples, and labels of no class, are refused", async () => {
  const engine = await openEngine("cpu");
  const model = network({ hidden: [], classes: 3 });
  const evaluate = evaluator(engine, { model, imageShape });
  const parameters = model.init(rootKey(0));
  const { test: examples } = synthetic({
    ...{ imageShape, trainCount: 1, testCount: 5, classes: 3 },
  });
  const labels = Uint8Array.of(0, 1, 2, 3, 0);
  const before = tf.memory().numTensors;
  for (
    const [wrong, message] of [
      [{ count: 0 }, "Cannot evaluate: there are no examples"],
      [{ labels }, "example 3: its label must be below 3"],
      [{ count: 6 }, "Cannot use 6 examples: there are 5 labels"],
    ] as const
  ) {
    await assertRejects(
      () => evaluate(parameters, { examples: { ...examples, ...wrong } }),
      RangeError,
      message,
    );
  }
  assertEquals(tf.memory().numTensors, before);
  disposeTensors(parameters);
});
