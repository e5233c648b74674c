/**
 * A training that was stopped and went on ends with the bits of one that was
 * not, wherever it was stopped, on every engine.
 *
 * @module
 */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { bitsAt, rootKey } from "../core/key.ts";
import type { Method } from "../core/method.ts";
import type { Model } from "../core/model.ts";
import { synthetic } from "../datasets/synthetic.ts";
import { type Engine, ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { inUse } from "../engines/testing.ts";
import {
  compose,
  diagonalFisherNoise,
  gnc,
  noiseEnhancement,
  rnc,
  sgd,
  switchAt,
} from "../methods/mod.ts";
import { mlp } from "../models/mlp.ts";
import { skipinitWideResnet } from "../models/wide_resnet.ts";
import {
  adam,
  constant,
  gradientDescent,
  halveAtLoss,
  horizontalFlip,
  measurementOf,
  momentum,
  train,
  type TrainingOptions,
  type TrainingResult,
  type TrainingSnapshot,
} from "../training/mod.ts";

type Training =
  & Pick<TrainingOptions, "model" | "method" | "optimizer">
  & Partial<TrainingOptions>;

const IMAGE_SHAPE = [8, 8, 1] as const;
const dataset = synthetic({
  ...{ trainCount: 14, testCount: 6, imageShape: IMAGE_SHAPE, classes: 3 },
});
const dense: Model = mlp({
  ...{ inputShape: IMAGE_SHAPE, hidden: [5], classes: 3 },
});
const normalised: Model = mlp({
  ...{ inputShape: IMAGE_SHAPE, hidden: [5], classes: 3, ghostBatchSize: 2 },
});
const workers = { alpha: 0.5, workers: 2 };
/** A method that is another object in each epoch, as a user may write it. */
const anew: Method = {
  name: "GNC anew",
  place: "by epoch",
  at: () => gnc(workers),
};

/** Two epochs each; every kind of state at least once. */
const TRAININGS: Readonly<Record<string, Training>> = {
  "GNC and momentum": {
    ...{ model: dense, method: gnc(workers), optimizer: momentum() },
  },
  "GNC, then RNC": {
    ...{ model: dense, optimizer: gradientDescent() },
    method: switchAt(1, { before: gnc(workers), after: rnc(workers) }),
  },
  "GNC, then noise enhancement, within an epoch": {
    ...{ model: dense, optimizer: momentum(), remainder: "next epoch" },
    method: switchAt(1, {
      before: gnc(workers),
      after: noiseEnhancement({ alpha: 2 }),
    }),
  },
  "GNC anew in each epoch": {
    ...{ model: dense, method: anew, optimizer: gradientDescent() },
  },
  "several noises, Adam, remainders carried on, a schedule by loss": {
    ...{ model: dense, optimizer: adam(), remainder: "next epoch" },
    method: compose(
      noiseEnhancement({ alpha: 2 }),
      diagonalFisherNoise({ smallBatch: 1, largeBatch: 4 }),
    ),
    schedule: halveAtLoss(0.1, { loss: 1 }),
  },
  "a moving average and augmentation": {
    ...{ model: normalised, method: sgd(), optimizer: adam() },
    statisticsRule: { rule: "moving average" },
    augmentation: horizontalFlip(),
  },
  "a pass average": {
    ...{ model: normalised, method: sgd(), optimizer: momentum() },
  },
  "the loss of another pass, with the averages": {
    ...{ model: normalised, method: sgd(), optimizer: momentum() },
    statisticsRule: { rule: "pass average", trainingLoss: "averages" },
  },
  "dropout": {
    ...{ optimizer: momentum(), method: sgd() },
    model: skipinitWideResnet({
      ...{ depth: 10, widenFactor: 1, width: 2, inputShape: [8, 8, 1] },
      ...{ classes: 3, dropRate: 0.5 },
    }),
  },
  "measurements": {
    ...{ model: dense, method: sgd(), optimizer: gradientDescent() },
    measurements: [
      measurementOf({ name: "test accuracy", epochs: { every: 1 } }),
      measurementOf({ name: "test accuracy", epochs: { at: [2] } }),
    ],
  },
  "divergence": {
    ...{ model: dense, method: sgd(), optimizer: gradientDescent() },
    schedule: constant(1e30),
  },
};

class Stop extends Error {
  override name = "Stop";
}

/** Trains with defaults; batches of 4 in 14 examples leave a shorter one. */
function trained(
  engine: Engine,
  options: Training,
): Promise<TrainingResult> {
  return train(engine, {
    ...{ dataset, schedule: constant(0.05), seed: 3, batchSize: 4 },
    ...{ microbatch: 4, maxEpochs: 2, stopBelow: 1e-9, ...options },
  });
}

/** The snapshot at the `pause`-th pause, where the training is stopped. */
async function stoppedAt(
  engine: Engine,
  { pause, ...options }: Training & { pause: number },
): Promise<TrainingSnapshot> {
  let pauses = 0;
  let snapshot: TrainingSnapshot | undefined;
  await assertRejects(
    () =>
      trained(engine, {
        ...options,
        onPause: async (moment) => {
          if (pauses++ < pause) return;
          snapshot = await moment.snapshot();
          throw new Stop();
        },
      }),
    Stop,
  );
  return snapshot!;
}

/** What a training ends with, and how often it may be stopped. */
async function undisturbed(engine: Engine, training: Training) {
  let pauses = 0;
  const onPause = () => void pauses++;
  return { result: await trained(engine, { ...training, onPause }), pauses };
}

for (const engineName of ENGINE_NAMES) {
  for (const [name, training] of Object.entries(TRAININGS)) {
    test(`${name}: stopped and gone on with, ${engineName}`, async () => {
      const engine = await openEngine(engineName);
      const { result, pauses } = await undisturbed(engine, training);
      // 4 or 3 updates and 4 passes of evaluation an epoch, and 2 for a test.
      assert(pauses >= 10, `${pauses}`);
      const before = inUse();
      for (const pause of placesOf(pauses)) {
        const resume = await stoppedAt(engine, { ...training, pause });
        assertEquals(inUse(), before);
        assertEquals(await trained(engine, { ...training, resume }), result);
        assertEquals(inUse(), before);
      }
    });
  }
}

/** The first and last pause and two drawn between them. */
function placesOf(pauses: number): number[] {
  const [first, second] = bitsAt(rootKey(6), 0);
  return [...new Set([0, first % pauses, second % pauses, pauses - 1])];
}

test("a training may be stopped at every update, one after the other", async () => {
  const engine = await openEngine("wasm");
  const training = TRAININGS["GNC and momentum"]!;
  const { result } = await undisturbed(engine, training);
  let resume: TrainingSnapshot | undefined;
  for (let step = 1; step <= result.steps; step++) {
    // Past the passes of evaluation that it had been stopped behind.
    const pause = step === 5 ? 4 : 0;
    resume = await stoppedAt(engine, { ...training, resume, pause });
    assertEquals(resume.counters.steps, step);
  }
  assertEquals(await trained(engine, { ...training, resume }), result);
});

test("a snapshot of another training is refused", async () => {
  const engine = await openEngine("cpu");
  const training = TRAININGS["GNC and momentum"]!;
  const resume = await stoppedAt(engine, { ...training, pause: 0 });
  const before = inUse();
  for (
    const [other, said] of [
      [{ model: normalised }, "no tensor"],
      [{ optimizer: adam() }, "no tensor"],
      [{ optimizer: gradientDescent() }, "a tensor optimizer/"],
    ] as const
  ) {
    await assertRejects(
      () => trained(engine, { ...training, ...other, resume }),
      RangeError,
      `the snapshot has ${said}`,
    );
  }
  assertEquals(inUse(), before);
});
