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
import { scheduleOf } from "./schedules/schedule_of.ts";
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

test("what a method remembers goes from step to step, and not to another, which begins as a learning rate would", async () => {
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
      at: (epoch) => epoch < 1 ? before : after,
    },
    schedule: scheduleOf({
      ...{ name: "constant", learningRate: 0.02 },
      milestones: { epochs: [1], divisor: 10 },
    }),
  });
  const engine = await openEngine("wasm");
  const { optimizer, batchSize } = DEFAULTS;
  const root = rootKey(0);
  let parameters = model.init(split(root, "init"));
  let state = optimizer.init(parameters);
  const losses: number[] = [];
  const { count: examples } = dataset.train;
  const minibatches = [0, 1, 2].flatMap((epoch) => [
    ...minibatchesOfEpoch(split(root, "shuffle"), {
      ...{ ...options, epoch, batchSize, examples, method: plain },
    }),
  ]);
  // The update in which the second epoch begins, and the first ends.
  const last = Math.floor(examples / batchSize);
  assertNotEquals(examples % batchSize, 0);
  let step = trainingStep(engine, { model, optimizer, method: before });
  let methodState = {};
  for (const [t, indices] of minibatches.entries()) {
    if (t === last + 1) {
      step = trainingStep(engine, { model, optimizer, method: after });
      methodState = {};
    }
    const { loss, ...next } = trainOneStep(parameters, {
      ...{ step, dataset, indices, state, methodState },
      key: split(split(root, "noise"), t),
      learningRate: t <= last ? 0.02 : 0.002,
    });
    ({ parameters, state, methodState } = next);
    losses.push(loss.dataSync()[0]!);
  }
  assertEquals(result.firstLosses, losses.slice(0, 10));
  const { firstLosses } = await trained({
    ...options,
    method: still(5),
  });
  assertNotEquals(result.firstLosses, firstLosses);
});
