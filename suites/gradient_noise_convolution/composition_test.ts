/**
 * Gradient noise convolution together with methods in the other places.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import type { GradientMethod, StepMethod } from "../../core/method.ts";
import {
  disposeTensors,
  mapTensors,
  type NamedTensors,
} from "../../core/tensors.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import { openEngine } from "../../engines/mod.ts";
import { compose } from "../../methods/compose.ts";
import { dataParallelSgd } from "../../methods/data_parallel_sgd.ts";
import { gnc } from "../../methods/gnc.ts";
import { noiseEnhancement } from "../../methods/noise_enhancement.ts";
import { mlp } from "../../models/mlp.ts";
import { gradientEstimate } from "../../training/gradient_estimate.ts";
import { gradientDescent } from "../../training/optimizers/gradient_descent.ts";
import { trainingStep } from "../../training/step.ts";
import { disposeSums } from "../../training/sums.ts";
import { workerGradients } from "../../training/worker_gradients.ts";

const imageShape = [3, 3, 1] as const;
const dataset = synthetic({ trainCount: 24, testCount: 1, imageShape });
const model = mlp({ inputShape: imageShape, hidden: [5], classes: 10 });
const [key, workers] = [rootKey(0), 3];
const indices = Uint32Array.from({ length: 24 }, (_, i) => 7 * i % 24);
const enhanced = noiseEnhancement({ alpha: 2 });

/** Adds the statistic itself, of the first examples of the step. */
const statistic: GradientMethod = {
  name: "diagonal of the Fisher matrix",
  place: "gradient",
  statistic: "squared gradients",
  statisticExamples: 5,
  perturbation: (_, { statistic }) =>
    mapTensors(statistic, (tensor) => tf.clone(tensor)),
};

test("still workers leave the other methods as they are", async () => {
  const engine = await openEngine("wasm");
  const optimizer = gradientDescent();
  const method = compose(statistic);
  const step = trainingStep(engine, { model, optimizer, method });
  const parameters = model.init(key);
  const expected = gradientEstimate(parameters, {
    ...{ step, dataset, indices, key, microbatch: 24 / workers },
  });
  const [found] = await estimates(
    compose(dataParallelSgd({ workers }), statistic),
  );
  assertEquals(found, valuesOf(expected.gradient));
  disposeSums(expected);
  disposeTensors(parameters);
});

test("all three places have their part", async () => {
  const point = gnc({ alpha: 0.5, workers });
  const all = await estimates(compose(statistic, point, enhanced));
  const parts = [
    compose(point, enhanced),
    compose(statistic, point),
    compose(statistic, enhanced, dataParallelSgd({ workers })),
  ];
  for (const method of parts) {
    const [first, second] = await estimates(method);
    // In the first step there is no gradient noise to convolve with.
    if (method.point === point) assertNotEquals(first, all[0]);
    else assertEquals(first, all[0]);
    assertNotEquals(second, all[1]);
  }
  assert(all.flat().every((values) => values.every(Number.isFinite)));
});

/** The gradient estimates of two steps with the same examples. */
async function estimates(method: StepMethod): Promise<Float32Array[][]> {
  const engine = await openEngine("wasm");
  const before = tf.memory().numTensors;
  const optimizer = gradientDescent();
  const step = trainingStep(engine, { model, optimizer, method });
  const estimate = workerGradients(step, step.parts.point!);
  const parameters = model.init(key);
  const options = { dataset, indices, key, learningRate: 0.5 };
  const first = estimate(parameters, { ...options, state: {} });
  const second = estimate(parameters, { ...options, state: first.state });
  const values = [first, second].map(({ state, ...sums }) => {
    const keys = step.gradientKeys(key);
    const gradient = step.perturb(sums, { keys });
    const values = valuesOf(gradient);
    tf.dispose(keys);
    disposeSums(sums);
    for (const old of [state, gradient]) disposeTensors(old);
    return values;
  });
  disposeTensors(parameters);
  assertEquals(tf.memory().numTensors, before);
  return values;
}

function valuesOf(tensors: NamedTensors): Float32Array[] {
  return Object.values(tensors)
    .map((tensor) => tensor.dataSync<"float32">().slice());
}
