import * as tf from "@tensorflow/tfjs-core";
import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Examples } from "../core/dataset.ts";
import type { Method, StepMethod } from "../core/method.ts";
import type { Model } from "../core/model.ts";
import { synthetic } from "../datasets/synthetic.ts";
import { openEngine } from "../engines/mod.ts";
import type { StatisticsRule } from "./running_statistics.ts";
import { plain } from "./testdata/contracts.ts";
import { normalisedNetwork } from "./testdata/normalised_network.ts";
import { moved } from "./testdata/points.ts";
import { DATA, trainerOn } from "./testdata/trained.ts";
import type { TrainingOptions } from "./training_options.ts";

const dataset = synthetic(DATA);

/** Refuses `options` before the first update. */
async function refused(
  { message, parts = {}, ...options }: Partial<TrainingOptions> & {
    message: string;
    parts?: { train?: Examples; test?: Examples };
  },
): Promise<void> {
  let steps = 0;
  const trained = trainerOn({ ...dataset, ...parts });
  const onStep = () => steps++;
  const training = () => trained({ ...options, maxEpochs: 2, onStep });
  await assertRejects(training, RangeError, message);
  assertEquals(steps, 0);
}

test("images and labels that do not fit the count or the classes", async () => {
  const { train, test: tested } = dataset;
  await refused({
    parts: { train: { ...train, count: 71 } },
    message: "Cannot use 71 examples: there are 70 labels",
  });
  await refused({
    parts: { train: { ...train, images: train.images.subarray(9) } },
    message: "with 70 labels expected 630 pixels, found 621",
  });
  await refused({
    parts: { test: { ...tested, labels: tested.labels.with(44, 3) } },
    message: "example 44: its label must be below 3",
  });
  await refused({
    parts: { test: { ...tested, count: 0 } },
    message: "there are no examples to test on",
  });
});

test("workers that cannot share every minibatch equally", async () => {
  const four = moved({ alpha: 1, workers: 4 });
  await refused({
    ...{ method: moved({ alpha: 1, workers: 3 }) },
    message: "among 3 workers equally: they have 20 examples",
  });
  // 70 examples leave a minibatch of 10.
  const message = "4 workers equally: it has 10 examples, and with remainder " +
    '"next epoch" there is none shorter';
  await refused({ method: four, message });
  const later: Method = {
    ...{ name: "workers later", place: "by epoch" },
    at: (epoch): StepMethod => epoch === 0 ? plain : four,
  };
  await refused({ method: later, message });
  const options = { method: four, maxEpochs: 2, stopBelow: 0 };
  const trained = trainerOn(dataset);
  const { steps } = await trained({ ...options, remainder: "next epoch" });
  assertEquals(steps, 7);
});

/** A network that normalises one value a channel of each example. */
function needingTwo(ghostBatchSize: number): Model {
  const network = normalisedNetwork({ classes: 3, ghostBatchSize });
  return {
    ...network,
    apply: (parameters, { x, ...inputs }) => {
      const isSingle = (x.shape[0]! - 1) % ghostBatchSize === 0;
      if (isSingle && inputs.statistics === undefined) {
        throw new RangeError("Cannot normalise a single example");
      }
      return network.apply(parameters, { x, ...inputs });
    },
  };
}

/** Minibatches of 20 of 70 examples; the last one of 10, or none shorter. */
const SINGLE: readonly {
  ghostBatchSize: number;
  examples: number;
  options: Partial<TrainingOptions>;
}[] = [
  { ghostBatchSize: 1, examples: 20, options: {} },
  { ghostBatchSize: 19, examples: 20, options: {} },
  { ghostBatchSize: 9, examples: 10, options: {} },
  { ghostBatchSize: 23, examples: 70, options: {} },
  {
    ...{ ghostBatchSize: 3, examples: 70 },
    options: { remainder: "next epoch" },
  },
  {
    ...{ ghostBatchSize: 4, examples: 5 },
    options: {
      ...{ method: moved({ alpha: 1, workers: 4 }), remainder: "next epoch" },
    },
  },
];

for (const { ghostBatchSize, examples, options } of SINGLE) {
  test(`a last ghost batch of one of ${examples}, by ${ghostBatchSize}`, async () => {
    await openEngine("wasm");
    const before = tf.memory().numTensors;
    await refused({
      ...{ ...options, model: needingTwo(ghostBatchSize) },
      message: `examples ${examples} at a time: their last ghost batch is`,
    });
    assertEquals(tf.memory().numTensors, before);
    // A network that normalises a single example is trained.
    const model = normalisedNetwork({ classes: 3, ghostBatchSize });
    const trained = trainerOn(dataset);
    const { epochs } = await trained({ ...options, model, maxEpochs: 1 });
    assertEquals(epochs, 1);
  });
}

test("a ghost batch of one that there is not is no matter", async () => {
  const trained = trainerOn(dataset);
  const updates = await trained({
    ...{ model: needingTwo(3), maxEpochs: 1, remainder: "next epoch" },
    statisticsRule: { rule: "moving average" },
  });
  assertEquals(updates.steps, 3);
  const none = await trained({ model: needingTwo(3), maxEpochs: 0 });
  assertEquals(none.steps, 0);
});

test("a rule of statistics that there is not", async () => {
  await refused({
    statisticsRule: { rule: "running average" } as unknown as StatisticsRule,
    message: 'Cannot make a rule of statistics of {"rule":"running average"}',
  });
});
