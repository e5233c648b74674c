/**
 * Gradient statistics of every kind of layer against loops over examples.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { mapTensors, type NamedTensors } from "../../core/tensors.ts";
import { computed, type Numbers, numbersOf } from "../../core/testing.ts";
import { ENGINE_NAMES, openEngine } from "../../engines/mod.ts";
import { heNormal } from "../he_normal.ts";
import { network } from "../network.ts";
import { assertClose } from "../testdata/assert_close.ts";
import { parameters, values } from "../testdata/formula.ts";
import { conv2d } from "./conv2d.ts";
import { dense } from "./dense.ts";
import { flatten } from "./flatten.ts";
import { ghostBatchNorm } from "./ghost_batch_norm.ts";
import type { Layer, LayerFor } from "./layer.ts";
import { probesOf, type ProbeTable } from "./probes.ts";
import { relu } from "./relu.ts";
import { residual } from "./residual.ts";
import { scale } from "./scale.ts";
import { sequence } from "./sequence.ts";

const BATCH = 7;
const STATISTICS = ["squared gradients", "Kronecker factors"] as const;

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
  /** Rows of a of an example, `[places][width]`, of a layer with a kernel. */
  rows?: { size: number; stride: number; padding: number; bias: boolean };
}

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

/** Everything in one: a branch with convolutions and norms, and a dense layer. */
const block = sequence([
  residual({
    branch: sequence([
      conv2d("conv_1", { filters: 2, kernel: heNormal }),
      ghostBatchNorm("norm_1", { ghostBatchSize: 3 }),
      relu(),
      conv2d("conv_2", { filters: 2, kernel: heNormal, bias: false }),
    ]),
  }),
  ghostBatchNorm("norm_2", { ghostBatchSize: 3 }),
  flatten(),
  dense("dense_1", { outputs: 5, kernel: heNormal }),
]);

for (const engineName of ENGINE_NAMES) {
  test(`the gradient has its bits with and without probes, ${engineName}`, async () => {
    const engine = await openEngine(engineName);
    const model = network({
      ...{ name: "block", inputShape: [4, 4, 2], classes: 5, layer: block },
      ghostBatchSize: 3,
    });
    const weights = parameters(model.init({ words: [1, 2] }));
    const x = values(100, [BATCH, 4, 4, 2]);
    const cotangent = values(200, [BATCH, 5]);
    const gradientOf = engine.compile((
      { weights, x, cotangent }: {
        weights: NamedTensors;
        x: tf.Tensor;
        cotangent: tf.Tensor;
      },
      { probed }: { probed: boolean },
    ) => {
      const zeros = {
        ...model.zeroProbes!("Kronecker factors"),
        ...model.zeroProbes!("squared gradients"),
      };
      const names = Object.keys(weights);
      const loss = (...tensors: tf.Tensor[]) => {
        const own = Object.fromEntries(names.map((n, i) => [n, tensors[i]!]));
        const probes = { zeros, examples: BATCH };
        const { logits } = model.apply(own, {
          x,
          ...(probed ? { probes } : {}),
        });
        return tf.sum(tf.mul(logits, cotangent));
      };
      const gradients = tf.grads(loss)([
        ...Object.values(weights),
        ...(probed ? Object.values(zeros) : []),
      ]);
      return Object.fromEntries(names.map((n, i) => [n, gradients[i]!]));
    });
    const [without, withProbes] = [false, true].map((probed) =>
      gradientOf({ weights, x, cotangent }, { probed })
    );
    for (const name in without) {
      assertEquals(
        await without[name]!.data(),
        await withProbes![name]!.data(),
        name,
      );
    }
    tf.dispose([{ ...weights }, x, cotangent, { ...without }, {
      ...withProbes,
    }]);
  });
}

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

test("a parameter without the statistic is refused", () => {
  const layer: Layer = {
    ...dense("dense", { outputs: 2, kernel: heNormal })([3]),
    parameters: {
      "dense/kernel": { shape: [3, 2], values: 0 },
      "dense/bias": { shape: [2], values: 0 },
      "scale/factor": { shape: [], values: 1 },
    },
  };
  for (const statistic of STATISTICS) {
    assertThrows(
      () => probesOf(layer, { statistic, name: "net" }),
      RangeError,
      `Cannot take ${statistic} of net: its layers give none for scale/factor`,
    );
  }
});

test("probes together with given statistics are refused", async () => {
  await openEngine("cpu");
  tf.tidy(() => {
    const model = network({
      ...{ name: "net", inputShape: [3], classes: 2 },
      layer: dense("dense", { outputs: 2, kernel: heNormal }),
    });
    const zeros = model.zeroProbes!("squared gradients");
    assertThrows(
      () =>
        model.apply(model.init({ words: [1, 2] }), {
          x: tf.zeros([1, 3]),
          ...{ statistics: {}, probes: { zeros, examples: 1 } },
        }),
      RangeError,
      "Cannot apply net with both statistics and probes",
    );
  });
});

/** What the layer's probes answer for the sum of outputs times numbers. */
async function statisticOf(
  layer: Layer,
  { shape, statistic, examples, batch = BATCH }: {
    shape: readonly number[];
    statistic: keyof ProbeTable;
    examples: number;
    batch?: number;
  },
): Promise<Numbers> {
  const before = tf.memory().numTensors;
  const probes = probesOf(layer, { statistic, name: "layer" });
  const names = Object.keys(probes);
  const found = tf.tidy(() => {
    const x = values(100, [batch, ...shape]);
    const cotangent = values(200, [batch, ...layer.outputShape]);
    const state = { parameters: parameters(layer.parameters) };
    const loss = (...tensors: tf.Tensor[]) => {
      const zeros = Object.fromEntries(names.map((n, i) => [n, tensors[i]!]));
      const { y } = layer.apply(x, { ...state, probes: { zeros, examples } });
      return tf.sum(tf.mul(y, cotangent));
    };
    const zeros = Object.values(probes).map(({ shape }) =>
      tf.zeros([...shape])
    );
    return tf.grads(loss)(zeros);
  });
  found.forEach((tensor, i) =>
    assertEquals(tensor.shape, probes[names[i]!]!.shape)
  );
  const numbers = await numbersOf(
    Object.fromEntries(names.map((name, i) => [name, found[i]!])),
  );
  tf.dispose(found);
  assertEquals(tf.memory().numTensors, before);
  return numbers;
}

/** The oracle: one backward pass for each example, parameters of its own. */
async function squaredGradients(
  layer: Layer,
  { shape, examples }: { shape: readonly number[]; examples: number },
): Promise<Numbers> {
  return await computed(() => {
    const x = values(100, [BATCH, ...shape]);
    const cotangent = values(200, [BATCH, ...layer.outputShape]);
    const given = parameters(layer.parameters);
    const names = Object.keys(given);
    const { y } = layer.apply(x, { parameters: given });
    let sums = mapTensors(given, (w) => tf.zerosLike(w));
    for (let i = 0; i < examples; i++) {
      // Outputs of other examples are not differentiated, so what is left is
      // what this example contributes; statistics are those of all.
      const mine = tf.tensor1d(
        Array.from({ length: BATCH }, (_, j) => Number(i === j)),
      );
      const mask = tf.reshape(mine, [BATCH, ...y.shape.slice(1).fill(1)]);
      const gradients = tf.grads((...tensors) => {
        const own = Object.fromEntries(names.map((n, i) => [n, tensors[i]!]));
        const { y } = layer.apply(x, { parameters: own });
        return tf.sum(tf.mul(tf.mul(y, cotangent), mask));
      })(Object.values(given));
      sums = mapTensors(
        sums,
        (sum, name) => tf.add(sum, tf.square(gradients[names.indexOf(name)]!)),
      );
    }
    return sums;
  });
}

/** The oracle: loops over examples, places and pixels. */
function kroneckerFactors(
  layer: Layer,
  { shape, examples, rows: { size, stride, padding, bias } }: {
    shape: readonly number[];
    examples: number;
    rows: { size: number; stride: number; padding: number; bias: boolean };
  },
): Numbers {
  const image = shape.length === 1 ? [1, 1, ...shape] : shape;
  const [height, width, channels] = image as [number, number, number];
  const [filters, ...sides] = layer.outputShape.toReversed();
  const [columns = 1, lines = 1] = sides;
  const x = values(100, [BATCH, ...image]).dataSync();
  const delta = values(200, [BATCH, ...layer.outputShape]).dataSync();
  const length = size * size * channels + Number(bias);
  const inputs = new Array<number>(length ** 2).fill(0);
  const outputs = new Array<number>(filters! ** 2).fill(0);
  const addSquare = (sum: number[], vector: number[], factor = 1) =>
    vector.forEach((u, i) =>
      vector.forEach((v, j) => {
        sum[i * vector.length + j]! += u * v * factor;
      })
    );
  for (let i = 0; i < examples; i++) {
    for (let place = 0; place < lines * columns; place++) {
      const top = Math.floor(place / columns) * stride - padding;
      const left = (place % columns) * stride - padding;
      const a: number[] = [];
      for (let h = top; h < top + size; h++) {
        for (let w = left; w < left + size; w++) {
          const inside = h >= 0 && h < height && w >= 0 && w < width;
          const from = ((i * height + h) * width + w) * channels;
          for (let c = 0; c < channels; c++) a.push(inside ? x[from + c]! : 0);
        }
      }
      addSquare(inputs, bias ? [...a, 1] : a);
      const from = (i * lines * columns + place) * filters!;
      addSquare(
        outputs,
        [...delta.subarray(from, from + filters!)],
        1 / (lines * columns),
      );
    }
  }
  return { "layer/inputs": inputs, "layer/outputs": outputs };
}
