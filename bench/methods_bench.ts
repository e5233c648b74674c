/**
 * What one training step of each noise method costs on F1 (Adam, width 500),
 * from the examples' bytes to the new parameters. The baseline of a group is
 * plain SGD at the method's own batch size; plain SGD at 2B has as many
 * gradients as noise enhancement at B.
 *
 * GRADNOISE_ENGINE names the engine; without it wasm.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { rootKey, split } from "../core/key.ts";
import { disposeTensors } from "../core/tensors.ts";
import { UsageError } from "../core/usage_error.ts";
import { synthetic } from "../datasets/synthetic.ts";
import { ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { noiseEnhancement } from "../methods/noise_enhancement.ts";
import { sgd } from "../methods/sgd.ts";
import { f1 } from "../models/mlp.ts";
import { gradientEstimate } from "../training/gradient_estimate.ts";
import { adam } from "../training/optimizers/adam.ts";
import { type TrainingStep, trainingStep } from "../training/step.ts";

const asked = Deno.env.get("GRADNOISE_ENGINE") ?? "wasm";
const engineName = ENGINE_NAMES.find((name) => name === asked);
if (engineName === undefined) {
  throw new UsageError(
    `Cannot use engine "${asked}" of GRADNOISE_ENGINE: there are ${
      ENGINE_NAMES.join(", ")
    }`,
  );
}

const dataset = synthetic({ trainCount: 2000, testCount: 1 });
const model = f1();
const optimizer = adam({ epsilon: 1e-7 });
const engine = await openEngine(engineName);
const parameters = model.init(split(rootKey(0), "init"));
const state = optimizer.init(parameters);
const learningRate = tf.scalar(0.001);

/** One whole step from the same parameters; ends when the new ones are known. */
async function trainOneStep(step: TrainingStep, indices: Uint32Array) {
  const key = split(rootKey(0), "noise");
  const { gradient, loss } = gradientEstimate(parameters, {
    ...{ step, dataset, indices, key },
  });
  const updated = step.apply(parameters, { state, gradient, learningRate });
  await Object.values(updated.parameters).at(-1)!.data();
  loss.dispose();
  for (const old of [gradient, updated.parameters, updated.state]) {
    disposeTensors(old);
  }
}

const SIZES = [
  { batchSize: 100, warmup: 10, n: 50 },
  { batchSize: 1000, warmup: 3, n: 10 },
];

for (const { batchSize, warmup, n } of SIZES) {
  const methods = [
    { name: "SGD, B", method: sgd(), examples: batchSize, baseline: true },
    { name: "SGD, 2B", method: sgd(), examples: 2 * batchSize },
    {
      name: "noise enhancement, B",
      method: noiseEnhancement({ alpha: 1.5 }),
      examples: 2 * batchSize,
    },
  ];
  for (const { name, method, examples, baseline = false } of methods) {
    const indices = Uint32Array.from({ length: examples }, (_, i) => i);
    const step = trainingStep(engine, { model, optimizer, method });
    Deno.bench({
      name,
      group: `F1, B=${batchSize}, ${engineName}`,
      ...{ baseline, warmup, n },
      // Only a function that is declared async is waited for.
      fn: async () => await trainOneStep(step, indices),
    });
  }
}
