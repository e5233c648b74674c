import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import { disposeTensors } from "../../core/tensors.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import { ENGINE_NAMES, openEngine } from "../../engines/mod.ts";
import { gradientEstimate } from "../gradient_estimate.ts";
import { gradientDescent } from "../optimizers/gradient_descent.ts";
import { trainingStep } from "../step.ts";
import { disposeSums } from "../sums.ts";
import { enhanced, imageShape, network, plain } from "../testdata/contracts.ts";
import { normalisedNetwork } from "../testdata/normalised_network.ts";
import {
  exampleGradients,
  fullGradient,
  plainGradient,
} from "./plain_gradient.ts";

const dataset = synthetic({ trainCount: 10, testCount: 1, imageShape });
const key = rootKey(0);
const optimizer = gradientDescent();

const MODELS = [
  network({ hidden: [5], classes: 10 }),
  // Two ghost batches, and one that is smaller.
  normalisedNetwork({ classes: 10, ghostBatchSize: 4 }),
];

for (
  const [engineName, model] of ENGINE_NAMES.flatMap((name) =>
    MODELS.map((model) => [name, model] as const)
  )
) {
  test(`the full gradient is the mean of the examples', ${model.name}, ${engineName}`, async () => {
    const engine = await openEngine(engineName);
    const before = tf.memory().numTensors;
    const parameters = model.init(key);
    const step = trainingStep(engine, { model, optimizer });
    const indices = Uint32Array.from({ length: 10 }, (_, i) => i);
    const full = fullGradient(parameters, { step, dataset, microbatch: 4 });
    const single = exampleGradients(parameters, { step, dataset, indices });
    assertEquals(single.length, 10);
    for (const [name, gradient] of Object.entries(full.gradient)) {
      const mean = tf.tidy(() =>
        tf.mean(tf.stack(single.map((one) => one[name]!)), 0)
      );
      const expected = await mean.data();
      const largest = Math.max(...expected.map(Math.abs));
      (await gradient.data()).forEach((value, i) =>
        // Ten terms, each with the error of a gradient through two layers.
        assertAlmostEquals(value, expected[i]!, 32 * 2 ** -24 * largest)
      );
      mean.dispose();
    }
    tf.dispose([{ ...full.gradient }, full.loss, single]);
    disposeTensors(parameters);
    assertEquals(tf.memory().numTensors, before);
  });
}

test("the step's noise method is left out", async () => {
  const engine = await openEngine("cpu");
  const model = normalisedNetwork({ classes: 10, ghostBatchSize: 4 });
  const parameters = model.init(key);
  const options = { dataset, indices: Uint32Array.of(1, 2, 3, 4, 5, 6) };
  const steps = [
    {},
    { method: enhanced(3) },
    { method: { ...plain, weighs: "contributions" as const } },
  ].map((method) => trainingStep(engine, { model, optimizer, ...method }));
  const before = tf.memory().numTensors;
  const expected = gradientEstimate(parameters, {
    ...{ ...options, step: steps[0]!, key },
  });
  for (const step of steps) {
    const { gradient, loss } = plainGradient(parameters, { ...options, step });
    assertEquals(loss.dataSync(), expected.loss.dataSync());
    for (const name in gradient) {
      const values = expected.gradient[name]!.dataSync();
      assertEquals(gradient[name]!.dataSync(), values);
    }
    disposeTensors({ ...gradient, loss });
  }
  disposeSums(expected);
  assertEquals(tf.memory().numTensors, before);
  disposeTensors(parameters);
});
