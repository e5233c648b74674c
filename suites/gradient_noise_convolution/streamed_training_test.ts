import {
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { synthetic } from "../../datasets/mod.ts";
import { openEngine } from "../../engines/mod.ts";
import { inUse } from "../../engines/testing.ts";
import { methodOf, type MethodSettings } from "../../methods/method_of.ts";
import { modelOf } from "../../models/model_of.ts";
import { augmentationOf } from "../../training/augmentation/augmentation_of.ts";
import { optimizerOf } from "../../training/optimizers/optimizer_of.ts";
import { scheduleOf } from "../../training/schedules/schedule_of.ts";
import { train } from "../../training/train.ts";
import type { TrainingSnapshot } from "../../training/training_state.ts";
import type { Keeping } from "../executor.ts";
import { openImages } from "./image_source.ts";
import {
  type StreamedSettings,
  streamedTraining,
} from "./streamed_training.ts";

const IMAGES = { side: 4, classes: 3, trainCount: 20, testCount: 7 };
const SETTINGS: Omit<StreamedSettings, "method"> = {
  model: {
    ...{ network: "mlp", hidden: [5], kernel: "He normal" },
    ghostBatchSize: 4,
  },
  optimizer: { name: "momentum", momentum: 0.9 },
  schedule: { name: "constant", learningRate: 0.1 },
  // Not a divisor of 20: minibatches go on over the ends of epochs.
  ...{ batchSize: 8, microbatch: 4, epochs: 3 },
};
const workers = 2;
const GNC = { name: "GNC", alpha: 1, workers, filterWise: true } as const;
const METHODS: readonly MethodSettings[] = [
  { name: "sgd" },
  GNC,
  {
    ...{ name: "switch", epoch: 2, before: GNC },
    after: { ...GNC, name: "RNC" },
  },
];

for (const method of METHODS) {
  test(`${method.name}: read along the way, a training has the same bits`, async () => {
    const engine = await openEngine("wasm");
    const before = inUse();
    const source = await openImages({ name: "synthetic", ...IMAGES }, {
      dataDir: "",
    });
    const model = modelOf(SETTINGS.model, source);
    const steps: number[] = [];
    const options = {
      ...{ ...SETTINGS, method, source, engine, model, seed: 3 },
      onStep: (step: number) => steps.push(step),
    };
    const { losses, links, test } = await streamedTraining(options);
    const expected = await train(engine, {
      ...{ model, batchSize: 8, microbatch: 4, maxEpochs: 3, seed: 3 },
      dataset: synthetic({ ...IMAGES, imageShape: source.imageShape }),
      method: methodOf(method),
      optimizer: optimizerOf(SETTINGS.optimizer),
      schedule: scheduleOf(SETTINGS.schedule),
      augmentation: augmentationOf([{ name: "horizontal flip" }]),
      tables: source.tables,
      ...{ remainder: "next epoch", stopBelow: 0 },
      statisticsRule: { rule: "moving average" },
    });
    assertEquals(steps, [1, 2, 3, 4, 5, 6, 7]);
    assertEquals(losses, expected.firstLosses);
    assertEquals(links.at(-1)?.tensors, expected.links.at(-1)?.tensors);
    assertEquals(links.at(-1)?.step, 7);
    assertAlmostEquals(test!.loss, expected.testLoss, 1e-6);
    assertAlmostEquals(test!.accuracy, expected.testAccuracy, 1e-9);
    assertEquals(inUse(), before);
  });

  test(`${method.name}: stopped anywhere, it goes on to the same bits`, async () => {
    const engine = await openEngine("wasm");
    const source = await openImages({ name: "synthetic", ...IMAGES }, {
      dataDir: "",
    });
    const model = modelOf(SETTINGS.model, source);
    const before = inUse();
    const trained = async (keeping: Keeping) => {
      const steps: number[] = [];
      const result = await streamedTraining({
        ...{ ...SETTINGS, method, source, engine, model, seed: 3 },
        ...keeping,
        onStep: (step) => steps.push(step),
      });
      return { result, steps };
    };
    const { result: whole } = await trained({});
    // Seven updates, and the test in two passes.
    for (let stop = 1; stop <= 9; stop++) {
      let pauses = 0;
      let resume: TrainingSnapshot | undefined;
      await assertRejects(
        () =>
          trained({
            onPause: async ({ snapshot }) => {
              if (++pauses < stop) return;
              resume = await snapshot();
              throw new Error("stopped");
            },
          }),
        Error,
        "stopped",
      );
      const { result, steps } = await trained({ resume });
      assertEquals(result, whole);
      assertEquals(steps, [1, 2, 3, 4, 5, 6, 7].slice(stop));
    }
    assertEquals(inUse(), before);
  });
}

test("until the switch it is the training of GNC, to the bit", async () => {
  const engine = await openEngine("wasm");
  const dataset = synthetic({ ...IMAGES, imageShape: [4, 4, 3] });
  const [gnc, switched] = await Promise.all(
    METHODS.slice(1).map((method) =>
      train(engine, {
        ...{ dataset, model: modelOf(SETTINGS.model, dataset), seed: 3 },
        ...{ batchSize: 8, microbatch: 4, maxEpochs: 3, stopBelow: 0 },
        method: methodOf(method),
        optimizer: optimizerOf(SETTINGS.optimizer),
        schedule: scheduleOf(SETTINGS.schedule),
        remainder: "next epoch",
      })
    ),
  );
  // Two epochs of 20 examples have five updates; links are at 0, 1, 2, 4, 7.
  assertEquals(switched!.links.slice(0, 4), gnc!.links.slice(0, 4));
  assertEquals(switched!.firstLosses.slice(0, 5), gnc!.firstLosses.slice(0, 5));
  assertNotEquals(switched!.firstLosses[5], gnc!.firstLosses[5]);
});

test("a training ends with the first loss that is not finite", async () => {
  const engine = await openEngine("wasm");
  const source = await openImages({ name: "synthetic", ...IMAGES }, {
    dataDir: "",
  });
  const { losses, links, test } = await streamedTraining({
    ...{ ...SETTINGS, method: METHODS[0]!, source, engine, seed: 3 },
    schedule: { name: "constant", learningRate: 1e30 },
    model: modelOf(SETTINGS.model, source),
    onStep: () => {},
  });
  assertEquals(losses.findIndex((loss) => !Number.isFinite(loss)), 1);
  assertEquals(links.at(-1)?.step, losses.length);
  assertEquals(test, undefined);
});
