import { assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Examples } from "../core/dataset.ts";
import type { Method, StepMethod } from "../core/method.ts";
import { synthetic } from "../datasets/synthetic.ts";
import type { StatisticsRule } from "./running_statistics.ts";
import { plain } from "./testdata/contracts.ts";
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

test("a rule of statistics that there is not", async () => {
  await refused({
    statisticsRule: { rule: "running average" } as unknown as StatisticsRule,
    message: 'Cannot make a rule of statistics of {"rule":"running average"}',
  });
});
