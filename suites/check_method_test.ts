import { assertEquals, assertStringIncludes } from "@std/assert";
import * as tf from "@tensorflow/tfjs-core";
import { test } from "@std/testing/bdd";
import type { ExampleWeightMethod, Method } from "../core/method.ts";
import { openEngine } from "../engines/mod.ts";
import {
  compose,
  fullFisherNoise,
  gnc,
  isotropicNoise,
  kfacNoise,
  noiseEnhancement,
  rnc,
  sgd,
  switchAt,
  trueFisherNoise,
} from "../methods/mod.ts";
import { methodProblem } from "./check_method.ts";

const points = { alpha: 0.5, workers: 2 };

for (
  const method of [
    ...[sgd(), noiseEnhancement({ alpha: 3 }), fullFisherNoise({ scale: 1 })],
    ...[trueFisherNoise({ scale: 1 }), kfacNoise({ scale: 1 })],
    ...[gnc(points), isotropicNoise({ deviation: 0.1 })],
    compose(noiseEnhancement({ alpha: 2 }), rnc(points)),
    switchAt(1, { before: gnc(points), after: rnc(points) }),
  ]
) {
  test(`${method.name} conforms`, async () => {
    const engine = await openEngine("wasm");
    const before = tf.memory().numTensors;
    assertEquals(await methodProblem(engine, method), undefined);
    assertEquals(tf.memory().numTensors, before);
  });
}

const PLAIN: ExampleWeightMethod = {
  ...{ name: "own", place: "example weights", minibatches: 1 },
  sampling: "independent",
  weights: (batchSize) => new Float32Array(batchSize).fill(1 / batchSize),
};

let calls = 0;
const BROKEN: Readonly<Record<string, readonly [Method, string]>> = {
  "sums for means": [
    { ...PLAIN, weights: (batchSize) => new Float32Array(batchSize).fill(1) },
    "weights must sum to 1, at least in the mean: those of B=5 sum to 5",
  ],
  "too few weights": [
    { ...PLAIN, minibatches: 2 },
    "weights must be a Float32Array of 2 numbers",
  ],
  "ambient state": [
    {
      ...PLAIN,
      weights: (batchSize) =>
        new Float32Array(batchSize).fill(1 / batchSize + calls++ % 2 * 1e-6),
    },
    "weights must be the same for the same key",
  ],
  "no number": [
    { ...PLAIN, weights: (batchSize) => new Float32Array(batchSize).fill(NaN) },
    "weights must be finite",
  ],
  "no minibatch": [{ ...PLAIN, minibatches: 0 }, "minibatches must be"],
  "another sampling": [
    { ...PLAIN, sampling: "twice" } as unknown as Method,
    'sampling must be "independent" or "disjoint", current value "twice"',
  ],
  "something else weighed": [
    { ...PLAIN, weighs: "examples" } as unknown as Method,
    'weighs must be "losses" or "contributions", current value "examples"',
  ],
  "an error": [
    {
      ...PLAIN,
      weights: () => {
        throw new Error("no such thing");
      },
    },
    "it fails: no such thing",
  ],
  "a leak": [
    {
      ...isotropicNoise({ deviation: 0.1 }),
      perturbation: (...args) => {
        tf.keep(tf.scalar(1));
        return isotropicNoise({ deviation: 0.1 }).perturbation(...args);
      },
    },
    "steps leave 4 tensors undisposed",
  ],
};

for (const [name, [method, said]] of Object.entries(BROKEN)) {
  test(`${name} is found`, async () => {
    const problem = await methodProblem(await openEngine("wasm"), method);
    assertStringIncludes(problem ?? "nothing", said);
  });
}
