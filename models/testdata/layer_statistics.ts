/**
 * Gradient statistics of one layer: what its probes answer, and what slow loops
 * over examples say that they are.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { mapTensors } from "../../core/tensors.ts";
import { computed, type Numbers, numbersOf } from "../../core/testing.ts";
import type { Layer } from "../layers/layer.ts";
import { probesOf, type ProbeTable } from "../layers/probes.ts";
import { parameters, values } from "./formula.ts";

/** Images in a batch. */
export const BATCH = 7;

/** All that layers can give. */
export const STATISTICS = ["squared gradients", "Kronecker factors"] as const;

/** The inputs that a kernel meets, rows `[places, width]` of an example. */
export interface Rows {
  readonly size: number;
  readonly stride: number;
  readonly padding: number;
  readonly bias: boolean;
}

/** What the layer's probes answer for the sum of outputs times numbers. */
export async function statisticOf(
  layer: Layer,
  { shape, statistic, examples, batch = BATCH, weights }: {
    shape: readonly number[];
    statistic: keyof ProbeTable;
    examples: number;
    batch?: number;
    weights?: readonly number[];
  },
): Promise<Numbers> {
  const before = tf.memory().numTensors;
  const probes = probesOf(layer, { statistic, name: "layer" });
  const names = Object.keys(probes);
  const found = tf.tidy(() => {
    const x = values(100, [batch, ...shape]);
    const cotangent = values(200, [batch, ...layer.outputShape]);
    const state = { parameters: parameters(layer.parameters) };
    const weighed = weights && { weights: tf.tensor1d([...weights]) };
    const loss = (...tensors: tf.Tensor[]) => {
      const zeros = Object.fromEntries(names.map((n, i) => [n, tensors[i]!]));
      const probes = { zeros, examples, ...weighed };
      const { y } = layer.apply(x, { ...state, probes });
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

/** The oracle: Σ g_i² over the observed examples. */
export function squaredGradients(
  layer: Layer,
  options: { shape: readonly number[]; examples: number },
): Promise<Numbers> {
  return sumOverExamples(layer, { ...options, of: (g) => tf.square(g) });
}

/** The oracle: Σ w_i g_i over all examples. */
export function weightedGradients(
  layer: Layer,
  { weights, ...options }: {
    shape: readonly number[];
    weights: readonly number[];
  },
): Promise<Numbers> {
  return sumOverExamples(layer, {
    ...{ ...options, examples: BATCH },
    of: (g, i) => tf.mul(g, weights[i]!),
  });
}

/** One backward pass for each example, outputs of its own. */
async function sumOverExamples(
  layer: Layer,
  { shape, examples, of }: {
    shape: readonly number[];
    examples: number;
    of: (gradient: tf.Tensor, example: number) => tf.Tensor;
  },
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
        (sum, name) => tf.add(sum, of(gradients[names.indexOf(name)]!, i)),
      );
    }
    return sums;
  });
}

/** The oracle: loops over examples, places and pixels. */
export function kroneckerFactors(
  layer: Layer,
  { shape, examples, rows: { size, stride, padding, bias } }: {
    shape: readonly number[];
    examples: number;
    rows: Rows;
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
