import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../core/key.ts";
import type { ExampleWeightMethod } from "../core/method.ts";
import type { Model } from "../core/model.ts";
import { disposeTensors } from "../core/tensors.ts";
import { synthetic } from "../datasets/synthetic.ts";
import { type Engine, ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { inUse } from "../engines/testing.ts";
import { evaluator } from "./evaluate.ts";
import { gradientEstimate } from "./gradient_estimate.ts";
import { adam } from "./optimizers/adam.ts";
import { gradientDescent } from "./optimizers/gradient_descent.ts";
import { momentum } from "./optimizers/momentum.ts";
import { constant } from "./schedules/constant.ts";
import { trainingStep } from "./step.ts";
import { disposeSums } from "./sums.ts";
import { enhanced, imageShape, network, plain } from "./testdata/contracts.ts";
import { normalisedNetwork } from "./testdata/normalised_network.ts";
import { train } from "./train.ts";
import type { TrainingOptions } from "./training_options.ts";

const dataset = synthetic({ trainCount: 20, testCount: 10, imageShape });
const model = network({ hidden: [4], classes: 10 });
const key = rootKey(0);

const normalised = normalisedNetwork({ classes: 10, ghostBatchSize: 4 });

/** Weighs contributions, also with drawn labels. */
const contributing: ExampleWeightMethod = {
  ...{ ...plain, name: "contributions", weighs: "contributions" },
  drawnLabelWeights: (batchSize, key) => plain.weights(batchSize, key),
};

/** Networks, and what their evaluation normalises with. */
const TRAININGS: readonly (
  & { name: string; model: Model }
  & Pick<TrainingOptions, "statisticsRule">
)[] = [
  { name: model.name, model },
  { name: normalised.name, model: normalised },
  {
    name: `${normalised.name}, moving average`,
    model: normalised,
    statisticsRule: { rule: "moving average" },
  },
  {
    name: `${normalised.name}, the loss by averages`,
    model: normalised,
    statisticsRule: { rule: "pass average", trainingLoss: "averages" },
  },
];

/** What uses tensors; each frees what it owns. */
const USES: Readonly<Record<string, (engine: Engine) => unknown>> = {
  "model init and apply": (engine) => {
    const parameters = model.init(key);
    const x = tf.zeros([2, ...imageShape]);
    const apply = engine.compile(model.apply);
    tf.dispose([apply(parameters, { x }).logits, x]);
    disposeTensors(parameters);
  },
  ...Object.fromEntries(
    [gradientDescent(), momentum(), adam()].map((optimizer) => [
      `${optimizer.name} init and update`,
      (engine: Engine) => {
        const parameters = model.init(key);
        const state = optimizer.init(parameters);
        const learningRate = tf.scalar(0.1);
        const updated = trainingStep(engine, { model, optimizer })
          .apply(parameters, { state, gradient: parameters, learningRate });
        for (const tensors of [parameters, state]) disposeTensors(tensors);
        disposeTensors(updated.parameters);
        disposeTensors(updated.state);
        learningRate.dispose();
      },
    ]),
  ),
  ...Object.fromEntries(
    [
      ...[plain, enhanced(2)].map((method) => ({ model, method })),
      { model: normalised, method: contributing },
    ].map(({ model, method }) => [
      `gradient estimate of ${model.name}, ${method.name}`,
      (engine: Engine) => {
        const parameters = model.init(key);
        const step = trainingStep(engine, {
          ...{ model, optimizer: gradientDescent(), method },
        });
        const sums = gradientEstimate(parameters, {
          ...{ step, dataset, key, microbatch: 4 },
          indices: Uint32Array.of(1, 2, 3, 4, 5, 6, 7, 8),
        });
        disposeTensors(parameters);
        disposeSums(sums);
      },
    ]),
  ),
  evaluation: async (engine) => {
    const parameters = model.init(key);
    const evaluate = evaluator(engine, { model, imageShape, chunk: 3 });
    await evaluate(parameters, { examples: dataset.test });
    disposeTensors(parameters);
  },
  ...Object.fromEntries(TRAININGS.map(({ name, ...options }) => [
    `training of ${name}`,
    async (engine: Engine) => {
      await train(engine, {
        ...{ dataset, method: enhanced(2), ...options },
        ...{ optimizer: adam(), schedule: constant(0.01), batchSize: 6 },
        ...{ stopBelow: 1e-9, maxEpochs: 3, seed: 0, microbatch: 5 },
      });
    },
  ])),
};

for (const engineName of ENGINE_NAMES) {
  for (const [name, use] of Object.entries(USES)) {
    test(`${name} leaves no tensor behind, ${engineName}`, async () => {
      const engine = await openEngine(engineName);
      const before = inUse();
      await use(engine);
      assertEquals(inUse(), before);
    });
  }
}
