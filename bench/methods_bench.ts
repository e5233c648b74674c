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
import { rootKey, split } from "../core/key.ts";
import { disposeTensors } from "../core/tensors.ts";
import { synthetic } from "../datasets/synthetic.ts";
import { openEngine } from "../engines/mod.ts";
import { noiseEnhancement } from "../methods/noise_enhancement.ts";
import { sgd } from "../methods/sgd.ts";
import { f1 } from "../models/mlp.ts";
import { adam } from "../training/optimizers/adam.ts";
import { type TrainingStep, trainingStep } from "../training/step.ts";
import { trainOneStep } from "../training/train_one_step.ts";
import { engineFromEnvironment } from "./engine_from_environment.ts";

const engineName = engineFromEnvironment() ?? "wasm";

const dataset = synthetic({ trainCount: 2000, testCount: 1 });
const model = f1();
const optimizer = adam({ epsilon: 1e-7 });
const engine = await openEngine(engineName);
const parameters = model.init(split(rootKey(0), "init"));
const state = optimizer.init(parameters);

/** One whole step from the same parameters; ends when its loss is known. */
async function timedStep(step: TrainingStep, indices: Uint32Array) {
  const key = split(rootKey(0), "noise");
  const { loss, ...made } = trainOneStep(parameters, {
    ...{ step, dataset, indices, key, state, learningRate: 0.001 },
  });
  await loss.data();
  loss.dispose();
  for (const tensors of Object.values(made)) disposeTensors(tensors);
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
      fn: async () => await timedStep(step, indices),
    });
  }
}
