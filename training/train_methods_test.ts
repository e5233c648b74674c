/**
 * What a training does with its method, from step to step and epoch to epoch.
 *
 * @module
 */
import { assertEquals, assertNotEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../core/key.ts";
import type { Method } from "../core/method.ts";
import { synthetic } from "../datasets/synthetic.ts";
import { openEngine } from "../engines/mod.ts";
import { minibatchesOfEpoch } from "./minibatches.ts";
import { trainingStep } from "./step.ts";
import { enhanced, plain } from "./testdata/contracts.ts";
import { moved, still } from "./testdata/points.ts";
import { DATA, DEFAULTS, model, trainerOn } from "./testdata/trained.ts";
import { trainOneStep } from "./train_one_step.ts";

const dataset = synthetic(DATA);
const trained = trainerOn(dataset);

test("a method may be another one from some epoch on", async () => {
  const scheduled: Method = {
    name: "scheduled",
    place: "by epoch",
    at: (epoch) => epoch < 2 ? plain : enhanced(2),
  };
  const losses = async (method: Method) =>
    (await trained({ maxEpochs: 3, method, batchSize: 70 })).firstLosses;
  const [first, second, third] = await losses(scheduled);
  assertEquals([first, second], (await losses(plain)).slice(0, 2));
  assertNotEquals(third, (await losses(plain))[2]);
  const { gradientEvaluations } = await trained({
    ...{ maxEpochs: 3, method: scheduled },
  });
  assertEquals(gradientEvaluations, 70 + 70 + 140);
});

test("methods share the initialisation", async () => {
  const links = [];
  for (const method of [plain, enhanced(2)]) {
    links.push((await trained({ maxEpochs: 1, method })).links);
  }
  assertEquals(links[1]![0], links[0]![0]);
  assertNotEquals(links[1]![1], links[0]![1]);
});

test("what a method remembers goes from step to step, and not to another", async () => {
  const before = moved({ alpha: 3, workers: 5 });
  const after = moved({ alpha: 1, workers: 2 });
  const options = {
    maxEpochs: 3,
    stopBelow: 0,
    remainder: "next epoch",
  } as const;
  const result = await trained({
    ...options,
    method: {
      ...{ name: "one, then the other", place: "by epoch" },
      at: (epoch) => epoch < 2 ? before : after,
    },
  });
  const engine = await openEngine("wasm");
  const { optimizer, batchSize } = DEFAULTS;
  const root = rootKey(0);
  let parameters = model.init(split(root, "init"));
  let state = optimizer.init(parameters);
  const losses: number[] = [];
  for (const [epochs, method] of [[[0, 1], before], [[2], after]] as const) {
    const step = trainingStep(engine, { model, optimizer, method });
    let methodState = {};
    for (const epoch of epochs) {
      const minibatches = minibatchesOfEpoch(split(root, "shuffle"), {
        ...{ ...options, epoch, batchSize, method: plain },
        examples: dataset.train.count,
      });
      for (const indices of minibatches) {
        const { loss, ...next } = trainOneStep(parameters, {
          ...{ step, dataset, indices, state, methodState },
          key: split(split(root, "noise"), losses.length),
          learningRate: 0.02,
        });
        ({ parameters, state, methodState } = next);
        losses.push(loss.dataSync()[0]!);
      }
    }
  }
  assertEquals(result.firstLosses, losses.slice(0, 10));
  const { firstLosses } = await trained({
    ...options,
    method: still(5),
  });
  assertNotEquals(result.firstLosses, firstLosses);
});
