import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../core/key.ts";
import type { StepMethod } from "../core/method.ts";
import { disposeTensors, mapTensors } from "../core/tensors.ts";
import { numbersOf } from "../core/testing.ts";
import { synthetic } from "../datasets/synthetic.ts";
import { ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { gradientEstimate } from "./gradient_estimate.ts";
import { adam } from "./optimizers/adam.ts";
import { trainingStep } from "./step.ts";
import { enhanced, imageShape } from "./testdata/contracts.ts";
import { normalisedNetwork } from "./testdata/normalised_network.ts";
import { observedNetwork } from "./testdata/observed_network.ts";
import { trainOneStep } from "./train_one_step.ts";

const dataset = synthetic({ trainCount: 40, testCount: 1, imageShape });
const indices = Uint32Array.from({ length: 16 }, (_, i) => (7 * i) % 40);

const normalised = normalisedNetwork({ classes: 10, ghostBatchSize: 4 });

/** A method in two places, whose noise is made of a statistic and of draws. */
const composite: StepMethod = {
  name: "composite",
  place: "several",
  weights: enhanced(3),
  gradient: [
    {
      ...{ name: "squares", place: "gradient", statistic: "squared gradients" },
      perturbation: (_, { statistic }) => statistic,
    },
    {
      ...{ name: "draws", place: "gradient", statistic: "none" },
      perturbation: (gradient, { key, random }) =>
        mapTensors(gradient, ({ shape }) => random.normal(key, shape)),
    },
  ],
};

const CASES = [
  { model: normalised, method: enhanced(3) },
  { model: observedNetwork({ classes: 10 }), method: composite },
];

for (const name of ENGINE_NAMES) {
  for (const { model, method } of CASES) {
    test(`a whole step on ${name} is its parts, to the bit, ${method.name}`, async () => {
      const engine = await openEngine(name);
      const optimizer = adam();
      const step = trainingStep(engine, { model, optimizer, method });
      const parameters = model.init(rootKey(3));
      const state = optimizer.init(parameters);
      const options = {
        ...{ step, dataset, indices, key: rootKey(1) },
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
  }

  test(`a step of several microbatches on ${name} leaves nothing`, async () => {
    const engine = await openEngine(name);
    const model = normalised;
    const optimizer = adam();
    const method = enhanced(3);
    const step = trainingStep(engine, { model, optimizer, method });
    const parameters = model.init(rootKey(3));
    const state = optimizer.init(parameters);
    const before = tf.memory().numTensors;
    const result = trainOneStep(parameters, {
      ...{ step, dataset, indices, key: rootKey(1) },
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
