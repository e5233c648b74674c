/**
 * Every noise method in real steps of a network with convolutions, ghost batch
 * normalisation and a dense layer, on every engine.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../../core/key.ts";
import type { StepMethod } from "../../core/method.ts";
import { disposeTensors, type NamedTensors } from "../../core/tensors.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import { eager } from "../../engines/eager.ts";
import { type Engine, ENGINE_NAMES, openEngine } from "../../engines/mod.ts";
import {
  compose,
  diagonalFisherNoise,
  fisherTraceNoise,
  fullFisherNoise,
  isotropicNoise,
  kfacNoise,
  multiplicativeNoise,
  noiseEnhancement,
  sgd,
  trueFisherNoise,
} from "../../methods/mod.ts";
import { heNormal } from "../../models/he_normal.ts";
import { conv2d } from "../../models/layers/conv2d.ts";
import { dense } from "../../models/layers/dense.ts";
import { flatten } from "../../models/layers/flatten.ts";
import { ghostBatchNorm } from "../../models/layers/ghost_batch_norm.ts";
import { relu } from "../../models/layers/relu.ts";
import { sequence } from "../../models/layers/sequence.ts";
import { network } from "../../models/network.ts";
import { momentum } from "../../training/optimizers/momentum.ts";
import { trainingStep } from "../../training/step.ts";
import { trainOneStep } from "../../training/train_one_step.ts";

const imageShape = [4, 4, 1] as const;
const dataset = synthetic({ trainCount: 30, testCount: 1, imageShape });
const kernel = heNormal;
const model = network({
  ...{ name: "small", inputShape: imageShape, classes: 10 },
  layer: sequence([
    conv2d("conv_1", { filters: 3, kernel, bias: false }),
    ghostBatchNorm("norm_1", { ghostBatchSize: 4 }),
    relu(),
    conv2d("conv_2", { filters: 2, kernel, stride: 2 }),
    relu(),
    flatten(),
    dense("dense_1", { outputs: 10, kernel }),
  ]),
});
const optimizer = momentum();
const batches = { smallBatch: 4, largeBatch: 16 };

/** Its weights are no random numbers. */
const ENHANCED = noiseEnhancement({ alpha: 2 });

const METHODS: readonly StepMethod[] = [
  ENHANCED,
  fullFisherNoise(batches),
  multiplicativeNoise({ variance: 1 }),
  trueFisherNoise(batches),
  diagonalFisherNoise(batches),
  diagonalFisherNoise({ ...batches, statisticExamples: 6 }),
  fisherTraceNoise(batches),
  kfacNoise(batches),
  isotropicNoise({ deviation: 0.1 }),
  compose(
    ...[ENHANCED, diagonalFisherNoise(batches)],
    kfacNoise({ ...batches, statisticExamples: 9 }),
  ),
  compose(fullFisherNoise(batches), diagonalFisherNoise(batches)),
];

/** Methods with nothing to add. */
const STILL: readonly StepMethod[] = [
  noiseEnhancement({ alpha: 1 }),
  fullFisherNoise({ scale: 0 }),
  multiplicativeNoise({ variance: 0 }),
  trueFisherNoise({ scale: 0 }),
  diagonalFisherNoise({ scale: 0 }),
  fisherTraceNoise({ smallBatch: 16, largeBatch: 16 }),
  kfacNoise({ scale: 0 }),
  isotropicNoise({ deviation: 0 }),
  compose(diagonalFisherNoise({ scale: 0 }), fullFisherNoise({ scale: 0 })),
];

/** Parameters, momentum and loss after a step, by name. */
type Numbers = Record<string, Float32Array>;

for (const engineName of ENGINE_NAMES) {
  // Each operation takes long in the software that WebGPU is tested on.
  const isSlow = engineName === "webgpu";
  for (const [index, method] of METHODS.entries()) {
    if (isSlow && ![3, 6, 9, 10].includes(index)) continue;
    test(`method ${index}, ${method.name}: a pure step in any microbatches, ${engineName}`, async () => {
      const engine = await openEngine(engineName);
      const whole = await stepOf(engine, { method });
      assertEquals(await stepOf(engine, { method }), whole);
      if (method !== ENHANCED) {
        assertNotEquals(await stepOf(engine, { method, seed: 1 }), whole);
      }
      assertNotEquals(await stepOf(engine, { method: sgd() }), whole);
      const parts = await stepOf(engine, { method, microbatch: 5 });
      for (const [name, numbers] of Object.entries(whole)) {
        assert(numbers.every(Number.isFinite), name);
        numbers.forEach((number, i) =>
          // Of order 1; sums over 16 examples in another order.
          assertAlmostEquals(parts[name]![i]!, number, 1e-5, `${name} ${i}`)
        );
      }
    });
  }

  test(`scale 0 has the bits of plain SGD, ${engineName}`, async () => {
    const engine = await openEngine(engineName);
    for (const microbatch of isSlow ? [1000] : [5, 1000]) {
      const plain = await stepOf(engine, { method: sgd(), microbatch });
      for (const method of STILL) {
        const still = await stepOf(engine, { method, microbatch });
        assertEquals(still, plain, method.name);
      }
    }
  });
}

for (const method of METHODS) {
  test(`${method.name}: compiled it has the bits of single operations`, async () => {
    const engine = await openEngine("tensorflow");
    for (const microbatch of [5, 1000]) {
      assertEquals(
        await stepOf(engine, { method, microbatch }),
        await stepOf({ ...engine, compile: eager }, { method, microbatch }),
      );
    }
  });
}

/** One step from the same start, which leaves no tensor. */
async function stepOf(
  engine: Engine,
  { method, microbatch = 1000, seed = 0 }: {
    method: StepMethod;
    microbatch?: number;
    seed?: number;
  },
): Promise<Numbers> {
  const before = tf.memory().numTensors;
  const step = trainingStep(engine, { model, optimizer, method });
  const parameters = model.init(rootKey(7));
  const state = optimizer.init(parameters);
  const after = trainOneStep(parameters, {
    ...{ step, dataset, state, microbatch, learningRate: 0.1 },
    indices: Uint32Array.from({ length: 16 }, (_, i) => (7 * i) % 30),
    key: rootKey(seed),
  });
  const numbers: Numbers = {};
  const note = async (prefix: string, tensors: NamedTensors) => {
    for (const [name, tensor] of Object.entries(tensors)) {
      numbers[`${prefix} ${name}`] = await tensor.data<"float32">();
    }
    disposeTensors(tensors);
  };
  await note("parameter", after.parameters);
  await note("state", after.state);
  await note("mean", after.statistics);
  await note("weighted", { loss: after.loss });
  for (const start of [parameters, state]) disposeTensors(start);
  assertEquals(tf.memory().numTensors, before);
  return numbers;
}
