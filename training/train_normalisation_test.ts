/**
 * What a training does with the statistics of a network that normalises.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../core/key.ts";
import { synthetic } from "../datasets/synthetic.ts";
import { openEngine } from "../engines/mod.ts";
import { evaluator } from "./evaluate.ts";
import { gradientEstimate } from "./gradient_estimate.ts";
import { minibatchesOfEpoch } from "./minibatches.ts";
import { meanStatistics, movingAverage } from "./running_statistics.ts";
import { trainingStep } from "./step.ts";
import { enhanced, imageShape, plain } from "./testdata/contracts.ts";
import { DATA, DEFAULTS, normalised, trainerOn } from "./testdata/trained.ts";

const dataset = synthetic(DATA);
const trained = trainerOn(dataset);

/** How both kinds of statistics come about, step by step. */
for (
  const statisticsRule of [
    { rule: "pass average" },
    { rule: "pass average", trainingLoss: "averages" },
    { rule: "moving average", momentum: 0.3 },
  ] as const
) {
  const { rule } = statisticsRule;
  test(`evaluation follows ${JSON.stringify(statisticsRule)}`, async () => {
    const result = await trained({
      ...{ model: normalised, maxEpochs: 2, statisticsRule },
    });
    const engine = await openEngine("wasm");
    const { optimizer, batchSize } = DEFAULTS;
    const root = rootKey(0);
    const step = trainingStep(engine, { model: normalised, optimizer });
    const evaluate = evaluator(engine, { model: normalised, imageShape });
    const learningRate = tf.scalar(0.02);
    let parameters = normalised.init(split(root, "init"));
    let state = optimizer.init(parameters);
    let running = normalised.initStatistics();
    for (const epoch of [0, 1]) {
      const minibatches = minibatchesOfEpoch(split(root, "shuffle"), {
        ...{ epoch, examples: dataset.train.count, batchSize, method: plain },
      });
      for (const indices of minibatches) {
        const { gradient, statistics } = gradientEstimate(parameters, {
          ...{ step, dataset, indices, key: root },
        });
        ({ parameters, state } = step.apply(parameters, {
          ...{ state, gradient, learningRate },
        }));
        if (rule === "moving average") {
          running = movingAverage(running, {
            statistics: meanStatistics(statistics, indices.length),
            momentum: statisticsRule.momentum,
          });
        }
      }
      const pass = await evaluate(parameters, {
        examples: dataset.train,
        ...(rule === "moving average" ? { statistics: running } : {}),
      });
      if (rule === "pass average") running = pass.statistics;
      const { loss } = "trainingLoss" in statisticsRule
        ? await evaluate(parameters, {
          ...{ examples: dataset.train, statistics: running },
        })
        : pass;
      assertEquals(result.epochLosses[epoch], loss);
    }
    const test = await evaluate(parameters, {
      examples: dataset.test,
      statistics: running,
    });
    assertEquals([result.testLoss, result.testAccuracy], [
      test.loss,
      test.accuracy,
    ]);
  });
}

test("a normalised network converges, with ghost batches left over", async () => {
  const result = await trained({
    ...{ model: normalised, method: enhanced(1.5), stopBelow: 0.2 },
  });
  assertEquals(result.status, "converged");
  assert(result.testAccuracy > 95);
});
