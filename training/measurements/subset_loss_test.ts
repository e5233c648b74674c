import { assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs-core";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import { disposeTensors, mapTensors } from "../../core/tensors.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import { type Engine, openEngine } from "../../engines/mod.ts";
import { gradientDescent } from "../optimizers/gradient_descent.ts";
import { trainingStep } from "../step.ts";
import { imageShape, network } from "../testdata/contracts.ts";
import type { Moment } from "../training_measurement.ts";
import { subsetLoss } from "./subset_loss.ts";

const model = network({ hidden: [6], classes: 10 });
const dataset = synthetic({ trainCount: 24, testCount: 1, imageShape });

/** A moment before the first update; its parameters are the caller's. */
async function fresh(): Promise<Moment> {
  const step = trainingStep(await openEngine("wasm"), {
    ...{ model, optimizer: gradientDescent() },
  });
  return {
    ...{ epoch: 0, steps: 0, methodState: {}, dataset, batchSize: 12 },
    ...{ microbatch: 7, learningRate: 0.5, key: rootKey(1), step },
    ...{ parameters: model.init(rootKey(0)), statistics: {} },
  };
}

test("guessing has the loss log 10, and no tensor is left", async () => {
  const moment = await fresh();
  const zeros = mapTensors(moment.parameters, (w) => tf.zerosLike(w));
  const before = tf.memory().numTensors;
  const loss = await subsetLoss({ examples: 10 })(moment)(zeros);
  assertAlmostEquals(loss, Math.log(10), 1e-6);
  assertEquals(tf.memory().numTensors, before);
  disposeTensors(moment.parameters);
  disposeTensors(zeros);
});

test("the first examples, the same each time, at most all", async () => {
  const moment = await fresh();
  const lossOf = (examples: number) =>
    subsetLoss({ examples })(moment)(moment.parameters);
  assertEquals(await lossOf(10), await lossOf(10));
  assertNotEquals(await lossOf(10), await lossOf(24));
  assertEquals(await lossOf(100), await lossOf(24));
  disposeTensors(moment.parameters);
});

test("a training compiles once, another one anew", async () => {
  const engine = await openEngine("wasm");
  let compiled = 0;
  const counting: Engine = {
    ...engine,
    compile: (f) => {
      compiled++;
      return engine.compile(f);
    },
  };
  const lossOf = subsetLoss({ examples: 10 });
  for (const size of [2, 3]) {
    const moment = await fresh();
    const step = { ...moment.step, engine: counting };
    const losses: number[] = [];
    for (let i = 0; i < size; i++) {
      losses.push(await lossOf({ ...moment, step })(moment.parameters));
    }
    assertEquals(new Set(losses).size, 1);
    disposeTensors(moment.parameters);
  }
  assertEquals(compiled, 2);
});
