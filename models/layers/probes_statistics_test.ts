/**
 * Gradient statistics of every kind of layer against loops over examples.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { contributionsTo } from "../../core/model.ts";
import { computed, type Numbers } from "../../core/testing.ts";
import { ENGINE_NAMES, openEngine } from "../../engines/mod.ts";
import { heNormal } from "../he_normal.ts";
import { assertClose } from "../testdata/assert_close.ts";
import { parameters, values } from "../testdata/formula.ts";
import {
  BATCH,
  kroneckerFactors,
  type Rows,
  squaredGradients,
  statisticOf,
  STATISTICS,
  weightedGradients,
} from "../testdata/layer_statistics.ts";
import { conv2d } from "./conv2d.ts";
import { dense } from "./dense.ts";
import { ghostBatchNorm } from "./ghost_batch_norm.ts";
import type { LayerFor } from "./layer.ts";
import { relu } from "./relu.ts";
import { scale } from "./scale.ts";
import { sequence } from "./sequence.ts";

/**
 * Allowed error in units (2^-24) of the largest number: sums of up to a hundred
 * products, their squares, and sums of these over examples.
 */
const UNITS = 16;

const conv = (options: Omit<Parameters<typeof conv2d>[1], "kernel">) =>
  conv2d("layer", { kernel: heNormal, ...options });
const norm = (ghostBatchSize: number) =>
  ghostBatchNorm("layer", { ghostBatchSize });

interface Case {
  layer: LayerFor;
  shape: number[];
  /** Of a layer with a kernel. */
  rows?: Rows;
}

const CONVOLUTIONS: Readonly<Record<string, Case>> = {
  "conv 3x3": {
    layer: conv({ filters: 2 }),
    shape: [5, 4, 3],
    rows: { size: 3, stride: 1, padding: 1, bias: true },
  },
  "conv 3x3, stride 2, no bias": {
    layer: conv({ filters: 3, stride: 2, bias: false }),
    shape: [6, 5, 2],
    rows: { size: 3, stride: 2, padding: 1, bias: false },
  },
  "conv 1x1, stride 2": {
    layer: conv({ filters: 3, size: 1, stride: 2 }),
    shape: [4, 4, 2],
    rows: { size: 1, stride: 2, padding: 0, bias: true },
  },
  "conv 1x1": {
    layer: conv({ filters: 3, size: 1 }),
    shape: [4, 3, 2],
    rows: { size: 1, stride: 1, padding: 0, bias: true },
  },
  "conv 3x3, wide padding": {
    layer: conv({ filters: 2, padding: 2 }),
    shape: [5, 4, 2],
    rows: { size: 3, stride: 1, padding: 2, bias: true },
  },
  "conv 5x5, no padding": {
    layer: conv({ filters: 2, size: 5, padding: 0 }),
    shape: [7, 6, 1],
    rows: { size: 5, stride: 1, padding: 0, bias: true },
  },
};

const CASES: Readonly<Record<string, Case>> = {
  "dense": {
    layer: dense("layer", { outputs: 4, kernel: heNormal }),
    shape: [6],
    rows: { size: 1, stride: 1, padding: 0, bias: true },
  },
  "dense, no bias": {
    layer: dense("layer", { outputs: 4, kernel: heNormal, bias: false }),
    shape: [6],
    rows: { size: 1, stride: 1, padding: 0, bias: false },
  },
  ...CONVOLUTIONS,
  ...Object.fromEntries(
    Object.entries(CONVOLUTIONS).map(([name, { shape, ...rest }]) => [
      `${name}, many channels`,
      { ...rest, shape: [...shape.slice(0, 2), 8] },
    ]),
  ),
  "norm, one ghost batch": { layer: norm(BATCH), shape: [3, 2, 2] },
  "norm, ghost batches": { layer: norm(3), shape: [3, 2, 2] },
  "norm, flat": { layer: norm(4), shape: [3] },
  "scale": { layer: scale("layer"), shape: [3, 2, 2] },
};

for (const [name, { layer: layerFor, shape, rows }] of Object.entries(CASES)) {
  const layer = layerFor(shape);
  for (const engineName of ENGINE_NAMES) {
    for (const examples of [BATCH, 4]) {
      test(`${name}: statistics of ${examples} are those of a loop, ${engineName}`, async () => {
        await openEngine("cpu");
        const expected: Record<(typeof STATISTICS)[number], Numbers> = {
          "squared gradients": await squaredGradients(layer, {
            ...{ shape, examples },
          }),
          "Kronecker factors": rows === undefined
            ? await squaredGradients(layer, { shape, examples })
            : kroneckerFactors(layer, { shape, examples, rows }),
        };
        await openEngine(engineName);
        for (const statistic of STATISTICS) {
          const found = await statisticOf(layer, {
            ...{ shape, statistic, examples },
          });
          for (const [part, numbers] of Object.entries(expected[statistic])) {
            const ofPart = { [part]: numbers };
            const foundPart = { [part]: found[part]! };
            assertClose(foundPart, { expected: ofPart, units: UNITS });
          }
          assertEquals(
            Object.keys(found),
            Object.keys(expected[statistic]),
          );
        }
      });
    }
  }
}

/** Negative ones too, as noise has them. */
const WEIGHTS = [0.5, -2, 0, 1.25, -0.125, 3, 0.75];

for (const [name, { layer: layerFor, shape }] of Object.entries(CASES)) {
  const layer = layerFor(shape);
  for (const engineName of ENGINE_NAMES) {
    test(`${name}: contributions are weighed, of all examples, ${engineName}`, async () => {
      await openEngine("cpu");
      const expected = await weightedGradients(layer, {
        ...{ shape, weights: WEIGHTS },
      });
      await openEngine(engineName);
      for (const examples of [0, 4, BATCH]) {
        const found = await statisticOf(layer, {
          ...{ shape, statistic: "contributions", examples, weights: WEIGHTS },
        });
        assertClose(found, {
          expected: Object.fromEntries(
            Object.entries(expected)
              .map(([name, numbers]) => [contributionsTo(name), numbers]),
          ),
          units: UNITS,
        });
      }
    });
  }
}

test("squares of a window's places are not squares of their sum", async () => {
  await openEngine("cpu");
  const layer = conv({ filters: 2 })([5, 4, 3]);
  const right = await squaredGradients(layer, {
    ...{ shape: [5, 4, 3], examples: BATCH },
  });
  const { wrong } = await computed(() => {
    const x = values(100, [BATCH, 5, 4, 3]) as tf.Tensor4D;
    const delta = values(200, [BATCH, 5, 4, 2]) as tf.Tensor4D;
    const squares = tf.grad((k) =>
      tf.conv2d(tf.square(x), k as tf.Tensor4D, 1, "same")
    )(tf.zeros([3, 3, 3, 2]), tf.square(delta));
    return { wrong: squares };
  });
  const largest = Math.max(...right["layer/kernel"]!);
  const errors = wrong!.map((square, i) =>
    Math.abs(square - right["layer/kernel"]![i]!)
  );
  assert(Math.max(...errors) > 0.1 * largest);
});

test("through normalisation, contributions are those to the batch", async () => {
  await openEngine("cpu");
  const layer = sequence([
    conv2d("conv", { filters: 2, kernel: heNormal, bias: false }),
    ghostBatchNorm("norm", { ghostBatchSize: 3 }),
    relu(),
  ])([3, 3, 1]);
  const found = await statisticOf(layer, {
    ...{ shape: [3, 3, 1], statistic: "squared gradients", examples: 6 },
    batch: 6,
  });
  const expected = await computed(() => {
    const { "conv/kernel": kernel, ...others } = parameters(layer.parameters);
    const x = values(100, [6, 3, 3, 1]) as tf.Tensor4D;
    const cotangent = values(200, [6, 3, 3, 2]);
    // Each example has a kernel of its own, with the same numbers.
    const rest = sequence([
      ghostBatchNorm("norm", { ghostBatchSize: 3 }),
      relu(),
    ])([3, 3, 2]);
    const loss = (...kernels: tf.Tensor[]) => {
      const outputs = kernels.map((kernel, i) =>
        tf.conv2d(tf.slice(x, i, 1), kernel as tf.Tensor4D, 1, "same")
      );
      const { y } = rest.apply(tf.concat(outputs), { parameters: others });
      return tf.sum(tf.mul(y, cotangent));
    };
    const kernels = Array.from({ length: 6 }, () => tf.clone(kernel!));
    const squares = tf.grads(loss)(kernels).map((g) => tf.square(g));
    return { "conv/kernel": tf.addN(squares) };
  });
  const own = { "conv/kernel": found["conv/kernel"]! };
  assertClose(own, { expected, units: 64 });
});
