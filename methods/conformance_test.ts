/**
 * What every noise method must do that acts through example weights or on the
 * gradient, whatever it does.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { type Key, rootKey, split } from "../core/key.ts";
import type {
  ExampleWeightMethod,
  GradientMethod,
  Method,
} from "../core/method.ts";
import type { NamedTensors } from "../core/tensors.ts";
import { type Engine, ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import {
  diagonalFisherNoise,
  fisherTraceNoise,
  fullFisherNoise,
  isotropicNoise,
  kfacNoise,
  multiplicativeNoise,
  noiseEnhancement,
  sgd,
  trueFisherNoise,
} from "./mod.ts";
import {
  SHAPES,
  statisticTensors,
  zeroGradient,
} from "./testdata/statistics.ts";

const batches = { smallBatch: 32, largeBatch: 512 };

/** Each method of example weights whose weights are no random numbers. */
const FIXED: readonly ExampleWeightMethod[] = [
  sgd(),
  noiseEnhancement({ alpha: 0.5 }),
  noiseEnhancement({ alpha: 3 }),
  noiseEnhancement({ alpha: 1.5, sampling: "disjoint" }),
  trueFisherNoise(batches),
];

/** Each one whose weights are, with hyper-parameters that bring it out. */
const RANDOM: readonly ExampleWeightMethod[] = [
  fullFisherNoise(batches),
  fullFisherNoise({ scale: 0.1 }),
  multiplicativeNoise(batches),
  multiplicativeNoise({ variance: 2 }),
];

/** Each method that adds to the gradient. */
const GRADIENT: readonly GradientMethod[] = [
  diagonalFisherNoise(batches),
  diagonalFisherNoise({ scale: 0.1, statisticExamples: 3 }),
  fisherTraceNoise(batches),
  kfacNoise(batches),
  isotropicNoise({ deviation: 0.1 }),
];

/** Methods that are plain SGD, to the bit. */
const STILL: readonly GradientMethod[] = [
  diagonalFisherNoise({ scale: 0 }),
  fisherTraceNoise({ smallBatch: 8, largeBatch: 8 }),
  kfacNoise({ scale: 0 }),
  isotropicNoise({ deviation: 0 }),
];

const OF_SCALE: Readonly<
  Record<string, (options: { scale: number }) => Method>
> = {
  "full-Fisher noise": fullFisherNoise,
  "true-Fisher noise": trueFisherNoise,
  "diagonal-Fisher noise": diagonalFisherNoise,
  "Fisher-trace noise": fisherTraceNoise,
  "K-FAC noise": kfacNoise,
  "isotropic noise": ({ scale }) => isotropicNoise({ deviation: scale }),
  "multiplicative noise": ({ scale }) =>
    multiplicativeNoise({ variance: scale }),
};

const OF_BATCHES = [
  ...[fullFisherNoise, multiplicativeNoise, trueFisherNoise],
  ...[diagonalFisherNoise, fisherTraceNoise, kfacNoise],
];

/** Hyper-parameters that each method must refuse. */
const NONSENSE: Readonly<Record<string, () => Method>> = {
  "noise enhancement, α=NaN": () => noiseEnhancement({ alpha: NaN }),
  "noise enhancement, α=∞": () => noiseEnhancement({ alpha: Infinity }),
  ...Object.fromEntries(
    Object.entries(OF_SCALE).flatMap(([name, make]) =>
      [-1, NaN, Infinity].map((scale) => [
        `${name}, ${scale}`,
        () => make({ scale }),
      ])
    ),
  ),
  ...Object.fromEntries(
    OF_BATCHES.map((make) => [
      `${make.name}, M_S above M_L`,
      () => make({ smallBatch: 9, largeBatch: 8 }),
    ]),
  ),
  ...Object.fromEntries(
    [diagonalFisherNoise, fisherTraceNoise, kfacNoise].map((make) => [
      `${make.name} of no examples`,
      () => make({ scale: 1, statisticExamples: 0 }),
    ]),
  ),
};

const BATCH_SIZES = [1, 2, 7, 100, 5000];
const keys = [0, 1, 2].map((step) => split(split(rootKey(0), "noise"), step));

for (const method of FIXED) {
  test(`${titleOf(method)}: weights sum to 1`, () => {
    for (const batchSize of BATCH_SIZES) {
      for (const key of keys) {
        const weights = method.weights(batchSize, key);
        const sizes = weights.reduce(
          (sum, weight) => sum + Math.abs(weight),
          0,
        );
        // Each weight is rounded to single precision, half a unit of 2^-23.
        assertAlmostEquals(sumOf(weights), 1, 2 ** -24 * sizes);
      }
    }
  });
}

for (const method of RANDOM) {
  test(`${titleOf(method)}: weights sum to 1 in the mean`, () => {
    const draws = 400;
    const sums = Array.from(
      { length: draws },
      (_, draw) => sumOf(method.weights(7, split(keys[0]!, draw))),
    );
    const mean = sumOf(sums) / draws;
    const variance = sumOf(sums.map((sum) => (sum - mean) ** 2)) / draws;
    // Four standard errors.
    assertAlmostEquals(mean, 1, 4 * Math.sqrt(variance / draws));
    assert(variance > 0);
  });
}

for (const method of [...FIXED, ...RANDOM]) {
  const title = titleOf(method);
  const kinds = [
    (size: number, key: Key) => method.weights(size, key),
    ...(method.drawnLabelWeights ? [method.drawnLabelWeights] : []),
  ];
  test(`${title}: a finite weight for each example`, () => {
    for (const weightsOf of kinds) {
      for (const batchSize of BATCH_SIZES) {
        for (const key of keys) {
          const weights = weightsOf(batchSize, key);
          assertEquals(weights.length, method.minibatches * batchSize);
          assert(weights.every(Number.isFinite));
        }
      }
    }
  });

  test(`${title}: pure in batch size and key`, () => {
    for (const weightsOf of kinds) {
      for (const key of keys) {
        const first = weightsOf(7, key);
        const expected = first.slice();
        first.fill(NaN);
        weightsOf(8, key);
        assertEquals(weightsOf(7, key), expected);
      }
    }
  });

  test(`${title}: names itself, its place and its minibatches`, () => {
    assert(method.name.length > 0);
    assertEquals(method.place, "example weights");
    assert(Number.isInteger(method.minibatches) && method.minibatches >= 1);
  });

  test(`${title}: refuses what is no batch size`, () => {
    for (const weightsOf of kinds) {
      for (const batchSize of [0, -1, 2.5, NaN, Infinity]) {
        assertThrows(
          () => weightsOf(batchSize, keys[0]!),
          RangeError,
          `batch size must be a positive integer, current value ${batchSize}`,
        );
      }
    }
  });
}

for (const method of GRADIENT) {
  for (const engineName of ENGINE_NAMES) {
    test(`${method.name}: pure, finite, of the right shapes, ${engineName}`, async () => {
      const engine = await openEngine(engineName);
      const draw = drawing(engine, method);
      const noise = await draw(keys[0]!);
      for (const [name, shape] of Object.entries(SHAPES)) {
        assertEquals(noise[name]!.length, tf.util.sizeFromShape(shape));
        assert(noise[name]!.every(Number.isFinite));
      }
      assertEquals(Object.keys(noise).sort(), Object.keys(SHAPES).sort());
      const other = await draw(keys[1]!);
      for (const name in SHAPES) assertNotEquals(other[name], noise[name]);
      assertEquals(await draw(keys[0]!), noise);
    });
  }

  test(`${method.name}: names itself, its place and its statistic`, () => {
    assert(method.name.length > 0);
    assertEquals(method.place, "gradient");
    const { statistic, statisticExamples } = method;
    assert(statisticExamples === undefined || statistic !== "none");
  });
}

for (const method of STILL) {
  test(`${method.name} asks for nothing and adds nothing`, async () => {
    const engine = await openEngine("cpu");
    assertEquals(method.statistic, "none");
    assertEquals(await drawing(engine, method)(keys[0]!), {});
  });
}

for (const [name, make] of Object.entries(NONSENSE)) {
  test(`${name} is refused`, () => {
    assertThrows(make, RangeError, "current value");
  });
}

function titleOf({ name, sampling }: ExampleWeightMethod): string {
  return `${name}, ${sampling}`;
}

function sumOf(numbers: Iterable<number>): number {
  return [...numbers].reduce((sum, number) => sum + number, 0);
}

/** Draws of a method's noise in a compiled step, which leaves no tensor. */
function drawing(
  engine: Engine,
  method: GradientMethod,
): (key: Key) => Promise<Record<string, number[]>> {
  const { random } = engine;
  const perturbation = engine.compile((
    gradient: NamedTensors,
    inputs: { statistic: NamedTensors; key: tf.Tensor1D },
  ) => method.perturbation(gradient, { ...inputs, random }));
  return async (key) => {
    const before = tf.memory().numTensors;
    const gradient = zeroGradient();
    const statistic = statisticTensors(method.statistic);
    const tensor = random.key(key);
    const noise = perturbation(gradient, { statistic, key: tensor });
    const values: Record<string, number[]> = {};
    for (const name in noise) values[name] = [...await noise[name]!.data()];
    for (const tensors of [gradient, statistic, noise, { tensor }]) {
      tf.dispose({ ...tensors });
    }
    assertEquals(tf.memory().numTensors, before);
    return values;
  };
}
