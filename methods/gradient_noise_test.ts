/**
 * The laws of noise that is added to the gradient: it is linear in normal
 * numbers, so feeding it one number after the other gives the matrix C, and
 * C Cᵀ is its covariance, without sampling.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import type { EngineRandom } from "../core/engine_random.ts";
import { rootKey, split } from "../core/key.ts";
import type { GradientMethod } from "../core/method.ts";
import { ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { diagonalFisherNoise } from "./diagonal_fisher_noise.ts";
import { fisherTraceNoise } from "./fisher_trace_noise.ts";
import { isotropicNoise } from "./isotropic_noise.ts";
import { kfacNoise } from "./kfac_noise.ts";
import {
  kronecker,
  type Matrix,
  productOfRows,
  relativeError,
  scaled,
  transposed,
} from "./testdata/per_example.ts";
import {
  FACTORS,
  SHAPES,
  SQUARES,
  statisticTensors,
  zeroGradient,
} from "./testdata/statistics.ts";

const PARAMETERS = Object.values(SHAPES)
  .reduce((sum, shape) => sum + tf.util.sizeFromShape(shape), 0);

const c = 0.3;
const allSquares = Object.values(SQUARES).flat();
const meanSquare = allSquares.reduce((sum, x) => sum + x, 0) / PARAMETERS;

const CASES: readonly { method: GradientMethod; covariance: Matrix }[] = [
  {
    method: diagonalFisherNoise({ scale: c }),
    covariance: diagonal(allSquares.map((square) => c ** 2 * square)),
  },
  {
    method: fisherTraceNoise({ scale: c }),
    covariance: diagonal(allSquares.map(() => c ** 2 * meanSquare)),
  },
  {
    method: isotropicNoise({ deviation: c }),
    covariance: diagonal(allSquares.map(() => c ** 2)),
  },
  {
    method: kfacNoise({ scale: c }),
    covariance: scaled(
      blocks([
        kronecker(FACTORS["conv/inputs"], FACTORS["conv/outputs"]),
        kronecker(FACTORS["dense/inputs"], FACTORS["dense/outputs"]),
        diagonal(SQUARES["norm/gamma"]!),
      ]),
      c ** 2,
    ),
  },
];

/**
 * Single precision, and for K-FAC what is added to singular factors: 260 ·
 * 2^-25 of their largest entry.
 */
const TOLERANCE = 2e-5;

for (const { method, covariance } of CASES) {
  for (const engineName of ENGINE_NAMES) {
    test(`${method.name}: C Cᵀ is its covariance, ${engineName}`, async () => {
      await openEngine(engineName);
      const columns: number[][] = [];
      for (let k = 0; k < PARAMETERS; k++) {
        columns.push(await noiseOf(method, { random: basis(k) }));
      }
      const rows = transposed(columns);
      const error = relativeError(productOfRows(rows, rows), covariance);
      assert(error < TOLERANCE, `${error}`);
    });
  }

  test(`${method.name}: draws of different keys have that covariance`, async () => {
    const { random } = await openEngine("cpu");
    const draws: number[][] = [];
    const count = 2000;
    for (let draw = 0; draw < count; draw++) {
      draws.push(await noiseOf(method, { random, draw }));
    }
    const rows = transposed(draws);
    const sampled = scaled(productOfRows(rows, rows), 1 / count);
    // The mean of ‖K̂ - K‖² of so many normal vectors; three times it.
    const trace = covariance.reduce((sum, row, i) => sum + row[i]!, 0);
    const norm = Math.hypot(...covariance.flatMap((row) => [...row]));
    const expected = (norm ** 2 + trace ** 2) / count;
    const error = relativeError(sampled, covariance) * norm;
    assert(error ** 2 < 3 * expected, `${error ** 2} of ${expected}`);
  });
}

/** One draw of the noise, all parameters in order. */
async function noiseOf(
  method: GradientMethod,
  { random, draw = 0 }: { random: EngineRandom; draw?: number },
): Promise<number[]> {
  const before = tf.memory().numTensors;
  const gradient = zeroGradient();
  const statistic = statisticTensors(method.statistic);
  const key = random.key(split(rootKey(0), draw));
  const noise = method.perturbation(gradient, { statistic, key, random });
  const values: number[] = [];
  for (const [name, { shape }] of Object.entries(gradient)) {
    assertEquals(noise[name]!.shape, shape);
    values.push(...await noise[name]!.data());
  }
  for (const tensors of [gradient, statistic, noise, { key }]) {
    tf.dispose({ ...tensors });
  }
  assertEquals(tf.memory().numTensors, before);
  return values;
}

/** Every normal number is 0, but for the `k`-th, which is 1. */
function basis(k: number): EngineRandom {
  const refuse = () => {
    throw new Error("Noise must be made of normal numbers");
  };
  return {
    key: () => tf.tensor1d([0, 0], "int32"),
    ...{ words: refuse, uniform: refuse },
    normal: (_, shape) => {
      const size = tf.util.sizeFromShape([...shape]);
      const values = Array.from({ length: size }, (_, i) => Number(i === k));
      return tf.tensor(values, [...shape]);
    },
  };
}

function diagonal(entries: readonly number[]): number[][] {
  return entries.map((entry, i) => entries.map((_, j) => i === j ? entry : 0));
}

/** A matrix with these along its diagonal. */
function blocks(matrices: readonly Matrix[]): number[][] {
  const size = matrices.reduce((sum, { length }) => sum + length, 0);
  let from = 0;
  return matrices.flatMap((matrix) => {
    const rows = matrix.map((row) => {
      const wide = new Array<number>(size).fill(0);
      row.forEach((x, j) => wide[from + j] = x);
      return wide;
    });
    from += matrix.length;
    return rows;
  });
}
