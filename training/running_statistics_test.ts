import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { disposeTensors, type NamedTensors } from "../core/tensors.ts";
import { computed } from "../core/testing.ts";
import { ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import {
  addStatistics,
  meanStatistics,
  movingAverage,
  zeroStatistics,
} from "./running_statistics.ts";
import { network } from "./testdata/contracts.ts";
import { normalisedNetwork } from "./testdata/normalised_network.ts";

/** Rounding of a few operations on numbers of order 1. */
const ROUNDING = 8 * 2 ** -24;

const sizes = { classes: 3, ghostBatchSize: 2 };

for (const engineName of ENGINE_NAMES) {
  test(`an average over batches weighs each example alike, ${engineName}`, async () => {
    await openEngine(engineName);
    const average = (examplesOf: () => number | tf.Scalar) =>
      computed(() => {
        let sums: NamedTensors = { mean: tf.zeros([2]) };
        for (const [examples, mean] of [[3, [1, 2]], [1, [5, -6]]] as const) {
          const statistics = { mean: tf.tensor1d([...mean]) };
          sums = addStatistics(sums, { statistics, examples });
        }
        return meanStatistics(sums, examplesOf());
      });
    for (const examplesOf of [() => 4, () => tf.scalar(4)]) {
      assertEquals(await average(examplesOf), { mean: [2, 0] });
    }
  });

  test(`a moving average forgets by its momentum, ${engineName}`, async () => {
    await openEngine(engineName);
    const { slow, quick } = await computed(() => {
      let running: NamedTensors = { variance: tf.ones([1]) };
      for (const value of [2, 4, 8]) {
        const statistics = { variance: tf.tensor1d([value]) };
        running = movingAverage(running, { statistics });
      }
      const statistics = { variance: tf.tensor1d([3]) };
      const last = movingAverage(running, { statistics, momentum: 1 });
      return { slow: running.variance!, quick: last.variance! };
    });
    // PyTorch's momentum 0.1: 0.9³ + 0.1 (0.9² 2 + 0.9 4 + 8).
    const expected = 0.729 + 0.1 * (1.62 + 3.6 + 8);
    assertAlmostEquals(slow![0]!, expected, ROUNDING);
    assertEquals(quick, [3]);
  });
}

test("sums begin at zero, for what the model has", async () => {
  await openEngine("cpu");
  const before = tf.memory().numTensors;
  const zero = zeroStatistics(normalisedNetwork(sizes));
  assertEquals(tf.memory().numTensors, before + 2);
  assertEquals(Object.keys(zero), ["mean", "variance"]);
  for (const tensor of Object.values(zero)) {
    assertEquals([...tensor.dataSync()], [0, 0, 0, 0, 0]);
    tensor.dispose();
  }
  assertEquals(zeroStatistics(network({ hidden: [], classes: 3 })), {});
});

test("nothing but sums and averages is left", async () => {
  await openEngine("cpu");
  const statistics = { mean: tf.ones([2]) };
  const before = tf.memory().numTensors;
  const made = [
    addStatistics(statistics, { statistics, examples: 3 }),
    meanStatistics(statistics, 3),
    movingAverage(statistics, { statistics }),
  ];
  assertEquals(tf.memory().numTensors, before + made.length);
  for (const tensors of [statistics, ...made]) disposeTensors(tensors);
});

test("a momentum outside (0, 1] is refused", () => {
  for (const momentum of [0, -0.1, 1.1, NaN]) {
    assertThrows(
      () => movingAverage({}, { statistics: {}, momentum }),
      RangeError,
      `momentum must be above 0 and at most 1, current value ${momentum}`,
    );
  }
});
