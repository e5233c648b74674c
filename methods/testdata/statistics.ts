/**
 * Statistics of the gradients of a small network, as methods get them.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import type { GradientStatistic } from "../../core/method.ts";
import type { NamedTensors } from "../../core/tensors.ts";
import { fisherMatrix, GRADIENTS, type Matrix } from "./per_example.ts";

/** Shapes of the parameters. */
export const SHAPES: Readonly<Record<string, number[]>> = {
  "conv/kernel": [1, 2, 2, 3],
  "dense/kernel": [3, 2],
  "dense/bias": [2],
  "norm/gamma": [2],
};

/** Mean squares by parameter, row-major; one of them is 0. */
export const SQUARES: Readonly<Record<string, number[]>> = Object.fromEntries(
  Object.entries(SHAPES).map(([name, shape], index) => [
    name,
    Array.from(
      { length: tf.util.sizeFromShape(shape) },
      (_, i) => index === 1 && i === 2 ? 0 : (i + index + 1) / 8,
    ),
  ]),
);

/** Factors of the layers with kernels; the convolution has no bias. */
export const FACTORS = {
  "conv/inputs": fisherMatrix(GRADIENTS),
  "conv/outputs": factor(3, 1),
  "dense/inputs": fisherMatrix(GRADIENTS),
  "dense/outputs": factor(2, 0),
} satisfies Readonly<Record<string, Matrix>>;

/** Zeros in the parameters' shapes; the caller owns them. */
export function zeroGradient(): NamedTensors {
  return tensors(SHAPES, (shape) => tf.zeros(shape));
}

/** The statistic; the caller owns it. */
export function statisticTensors(statistic: GradientStatistic): NamedTensors {
  const squares = tensors(
    SQUARES,
    (numbers, name) => tf.tensor(numbers, SHAPES[name]!),
  );
  switch (statistic) {
    case "none":
      tf.dispose({ ...squares });
      return {};
    case "squared gradients":
      return squares;
    case "Kronecker factors": {
      const { "norm/gamma": gamma, ...others } = squares;
      tf.dispose(others);
      return {
        ...tensors(FACTORS, (rows) => tf.tensor2d(rows.map((row) => [...row]))),
        "norm/gamma": gamma!,
      };
    }
  }
}

/** The mean of products of parts of the gradients. */
function factor(width: number, from: number): Matrix {
  return fisherMatrix(
    GRADIENTS.map((g) => [...g, ...g].slice(from, from + width)),
  );
}

function tensors<T>(
  values: Readonly<Record<string, T>>,
  f: (value: T, name: string) => tf.Tensor,
): NamedTensors {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, f(value, name)]),
  );
}
