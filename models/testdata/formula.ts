/**
 * Numbers that formula.py makes too, and single precision holds exactly.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import type { NamedTensors } from "../../core/tensors.ts";
import { fansOf, sizeOf } from "../initialiser.ts";

/** Multiples of 1/128 from -1 to 1, an irregular function of the place. */
export function values(salt: number, shape: readonly number[]): tf.Tensor {
  const numbers = Float32Array.from(
    { length: sizeOf(shape) },
    (_, i) => ((31 * i * i + 17 * i + 101 * salt) % 257 - 128) / 128,
  );
  return tf.tensor(numbers, [...shape]);
}

/**
 * Parameters as the last part of their names says; the n-th has salt n.
 * Kernels are `kernelGain` times as large.
 */
export function parameters(
  shapes: Readonly<Record<string, { shape: readonly number[] }>>,
  { kernelGain = 1 }: { kernelGain?: number } = {},
): NamedTensors {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, { shape }], index) => [
      name,
      parameter(name, { salt: index + 1, shape, kernelGain }),
    ]),
  );
}

function parameter(
  name: string,
  { salt, shape, kernelGain }: {
    salt: number;
    shape: readonly number[];
    kernelGain: number;
  },
): tf.Tensor {
  const drawn = values(salt, shape);
  switch (name.split("/").at(-1)) {
    case "kernel": {
      const power = -Math.floor(Math.log2(fansOf(shape).inputs) / 2);
      return tf.mul(drawn, kernelGain * 2 ** power);
    }
    case "gamma":
    case "alpha":
      return tf.add(tf.div(drawn, 2), 1);
    case "beta":
      return tf.div(drawn, 2);
    default:
      return tf.div(drawn, 4);
  }
}
