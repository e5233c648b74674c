/**
 * What suites train with, on every engine: every family of networks, method
 * and optimizer leaves nothing behind and does the same again, to the bit, be
 * it compiled or not.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { Method } from "../core/method.ts";
import type { Model } from "../core/model.ts";
import { synthetic } from "../datasets/synthetic.ts";
import { eager } from "../engines/eager.ts";
import { type Engine, ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { inUse } from "../engines/testing.ts";
import {
  compose,
  diagonalFisherNoise,
  fisherTraceNoise,
  fullFisherNoise,
  gnc,
  isotropicNoise,
  kfacNoise,
  multiplicativeNoise,
  noiseEnhancement,
  rnc,
  sgd,
  switchAt,
  trueFisherNoise,
} from "../methods/mod.ts";
import { NARROW_NETWORKS } from "../models/testdata/narrow_networks.ts";
import {
  adam,
  constant,
  gradientDescent,
  momentum,
  type Optimizer,
  train,
} from "../training/mod.ts";

interface Training {
  readonly model: Model;
  readonly method: Method;
  readonly optimizer: Optimizer;
}

const NETWORK = NARROW_NETWORKS[0]!;
const batches = { smallBatch: 1, largeBatch: 4 };
const METHODS = [
  sgd(),
  noiseEnhancement({ alpha: 3 }),
  noiseEnhancement({ alpha: 3, sampling: "disjoint" }),
  fullFisherNoise(batches),
  trueFisherNoise(batches),
  multiplicativeNoise(batches),
  diagonalFisherNoise(batches),
  fisherTraceNoise(batches),
  kfacNoise(batches),
  isotropicNoise({ deviation: 0.01 }),
  gnc({ alpha: 0.5, workers: 2 }),
  rnc({ alpha: 0.5, workers: 2 }),
  compose(
    noiseEnhancement({ alpha: 3 }),
    gnc({ alpha: 0.5, workers: 2 }),
    diagonalFisherNoise(batches),
  ),
  switchAt(1, {
    before: gnc({ alpha: 0.5, workers: 2 }),
    after: rnc({ alpha: 0.5, workers: 2 }),
  }),
];
const OPTIMIZERS = [momentum(), adam()];

/** Each network, method and optimizer at least once. */
const TRAININGS: readonly Training[] = [
  ...NARROW_NETWORKS.map((model) => ({
    ...{ model, method: noiseEnhancement({ alpha: 2 }), optimizer: momentum() },
  })),
  ...METHODS.map((method) => ({
    ...{ model: NETWORK, method, optimizer: gradientDescent() },
  })),
  ...OPTIMIZERS.map((optimizer) => ({
    ...{ model: NETWORK, method: sgd(), optimizer },
  })),
];

for (const training of TRAININGS) {
  const { model, method, optimizer } = training;
  const name = [model.name, method.name, optimizer.name].join(", ");

  for (const engineName of ENGINE_NAMES) {
    test(`${name}: no tensor left and the same again, ${engineName}`, async () => {
      const engine = await openEngine(engineName);
      const before = inUse();
      const first = await trained(engine, training);
      assertEquals(inUse(), before);
      assertEquals(await trained(engine, training), first);
    });
  }

  test(`${name}: graphs have the bits of single operations`, async () => {
    const engine = await openEngine("tensorflow");
    const compiled = await trained(engine, training);
    const single = await trained({ ...engine, compile: eager }, training);
    assertEquals(compiled, single);
  });
}

/** Two steps, accumulated where half a batch holds a ghost batch. */
async function trained(engine: Engine, training: Training) {
  const [height, width, channels] = training.model.inputShape;
  const dataset = synthetic({
    ...{ trainCount: 8, testCount: 4, classes: training.model.classes },
    imageShape: [height!, width!, channels!],
  });
  const { ghostBatchSize = 1 } = training.model;
  const microbatch = Math.max(2, ghostBatchSize);
  return await train(engine, {
    ...{ ...training, dataset, schedule: constant(0.01), seed: 0 },
    ...{ batchSize: 4, microbatch, maxEpochs: 1, stopBelow: 1e-9 },
  });
}
