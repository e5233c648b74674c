import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../core/key.ts";
import { disposeTensors } from "../core/tensors.ts";
import { numbersOf } from "../core/testing.ts";
import { synthetic } from "../datasets/synthetic.ts";
import { ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { gradientEstimate } from "./gradient_estimate.ts";
import { adam } from "./optimizers/adam.ts";
import { trainingStep } from "./step.ts";
import { enhanced, imageShape } from "./testdata/contracts.ts";
import { normalisedNetwork } from "./testdata/normalised_network.ts";
import { trainOneStep } from "./train_one_step.ts";

const dataset = synthetic({ trainCount: 40, testCount: 1, imageShape });
const indices = Uint32Array.from({ length: 16 }, (_, i) => (7 * i) % 40);

for (const name of ENGINE_NAMES) {
  test(`a whole step on ${name} is its parts, to the bit`, async () => {
    const engine = await openEngine(name);
    const model = normalisedNetwork({ classes: 10, ghostBatchSize: 4 });
    const optimizer = adam();
    const step = trainingStep(engine, { model, optimizer });
    const parameters = model.init(rootKey(3));
    const state = optimizer.init(parameters);
    const options = {
      ...{ step, method: enhanced(3), dataset, indices, key: rootKey(1) },
    };
    const before = tf.memory().numTensors;

    const whole = trainOneStep(parameters, {
      ...{ ...options, state, learningRate: 0.1 },
    });
    const sums = gradientEstimate(parameters, options);
    const learningRate = tf.scalar(0.1);
    const parts = {
      ...step.apply(parameters, {
        ...{ state, gradient: sums.gradient, learningRate },
      }),
      loss: sums.loss,
      statistics: sums.statistics,
    };
    for (const key of ["parameters", "state", "statistics"] as const) {
      assertEquals(
        await numbersOf(whole[key]),
        await numbersOf(parts[key]),
        key,
      );
    }
    assertEquals(await whole.loss.data(), await parts.loss.data());

    for (const { parameters, state, statistics, loss } of [whole, parts]) {
      disposeTensors({ ...parameters, ...statistics });
      disposeTensors(state);
      loss.dispose();
    }
    disposeTensors(sums.gradient);
    learningRate.dispose();
    assertEquals(tf.memory().numTensors, before);
    disposeTensors(parameters);
    disposeTensors(state);
  });

  test(`a step of several microbatches on ${name} leaves nothing`, async () => {
    const engine = await openEngine(name);
    const model = normalisedNetwork({ classes: 10, ghostBatchSize: 4 });
    const optimizer = adam();
    const step = trainingStep(engine, { model, optimizer });
    const parameters = model.init(rootKey(3));
    const state = optimizer.init(parameters);
    const before = tf.memory().numTensors;
    const result = trainOneStep(parameters, {
      ...{ step, method: enhanced(3), dataset, indices, key: rootKey(1) },
      ...{ state, learningRate: 0.1, microbatch: 4 },
    });
    assertEquals(
      tf.memory().numTensors - before,
      Object.keys({ ...result.parameters, ...result.statistics }).length +
        Object.keys(result.state).length + 1,
    );
    disposeTensors({ ...result.parameters, ...result.statistics });
    disposeTensors(result.state);
    result.loss.dispose();
    disposeTensors(parameters);
    disposeTensors(state);
  });
}
