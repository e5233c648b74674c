/**
 * Every operation that models, losses and optimizers use, forward and
 * gradient, on each engine against the oracle.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../core/key.ts";
import { normal } from "../core/random.ts";
import { type EngineName, openEngine } from "./mod.ts";

const ENGINES = ["wasm"] as const;

/** Allowed errors, in units (2^-24) of the largest number of a result. */
const EXACT = 0; // Correctly rounded, one operation per number.
const ELEMENTARY = 4; // exp and log: two units for each of two libraries.
const SUM_OF_30 = 30; // A unit per addition, whatever the order.

/** An operation on normal numbers. */
interface Operation {
  /** Of the inputs. */
  shapes: number[][];
  f: (...inputs: tf.Tensor[]) => tf.Tensor;
  /** Default: exact. */
  tolerance?: number;
  /** Default: the same. */
  gradientTolerance?: number;
  /** Takes the inputs' absolute values. */
  positive?: true;
  /** Has integer results or counts. */
  noGradient?: true;
}

const MATRIX = [30, 6];
const labels = Array.from({ length: 30 }, (_, i) => (i * 7) % 6);

const OPERATIONS: Readonly<Record<string, Operation>> = {
  "add": { shapes: [MATRIX, MATRIX], f: (x, y) => tf.add(x!, y!) },
  "add to each row": {
    shapes: [MATRIX, [6]],
    f: (x, y) => tf.add(x!, y!),
    gradientTolerance: SUM_OF_30,
  },
  "sub": { shapes: [MATRIX, MATRIX], f: (x, y) => tf.sub(x!, y!) },
  "sub from each column": {
    shapes: [[6, 30], [6, 1]],
    f: (x, y) => tf.sub(x!, y!),
    gradientTolerance: SUM_OF_30,
  },
  "mul": { shapes: [MATRIX, MATRIX], f: (x, y) => tf.mul(x!, y!) },
  "mul by a scalar": {
    shapes: [[], [30]],
    f: (x, y) => tf.mul(x!, y!),
    gradientTolerance: SUM_OF_30,
  },
  "div": {
    shapes: [MATRIX, MATRIX],
    f: (x, y) => tf.div(x!, y!),
    positive: true,
  },
  "neg": { shapes: [MATRIX], f: (x) => tf.neg(x!) },
  "square": { shapes: [MATRIX], f: (x) => tf.square(x!) },
  "sqrt": { shapes: [MATRIX], f: (x) => tf.sqrt(x!), positive: true },
  "exp": { shapes: [MATRIX], f: (x) => tf.exp(x!), tolerance: ELEMENTARY },
  "log": {
    shapes: [MATRIX],
    f: (x) => tf.log(x!),
    tolerance: ELEMENTARY,
    positive: true,
  },
  "relu": { shapes: [MATRIX], f: (x) => tf.relu(x!) },
  "step": { shapes: [MATRIX], f: (x) => tf.step(x!) },
  "matMul": {
    shapes: [[30, 30], [30, 30]],
    f: (x, y) => tf.matMul(x!, y!),
    tolerance: SUM_OF_30,
  },
  "reshape": { shapes: [[3, 2, 5, 1]], f: (x) => tf.reshape(x!, [3, 10]) },
  "stack": { shapes: [[], [], []], f: (...x) => tf.stack(x) },
  "sum": {
    shapes: [[30]],
    f: (x) => tf.sum(x!),
    tolerance: SUM_OF_30,
    gradientTolerance: EXACT,
  },
  "sum of each row": {
    shapes: [[6, 30]],
    f: (x) => tf.sum(x!, 1),
    tolerance: SUM_OF_30,
    gradientTolerance: EXACT,
  },
  "max of each row": { shapes: [MATRIX], f: (x) => tf.max(x!, 1, true) },
  "logSoftmax": {
    shapes: [MATRIX],
    f: (x) => tf.logSoftmax(x!),
    tolerance: ELEMENTARY,
    // Its exp turns the absolute error of log softmax into a relative one.
    gradientTolerance: 4 * ELEMENTARY,
  },
  "zerosLike": { shapes: [MATRIX], f: (x) => tf.zerosLike(x!) },
  "oneHot, cast": {
    shapes: [MATRIX],
    f: (x) => {
      const oneHot = tf.oneHot(tf.tensor1d(labels, "int32"), 6);
      return tf.mul(x!, tf.cast(oneHot, "float32"));
    },
  },
  "argMax": { shapes: [MATRIX], f: (x) => tf.argMax(x!, 1), noGradient: true },
  "equal, cast": {
    shapes: [MATRIX],
    f: (x) => {
      const right = tf.equal(tf.argMax(x!, 1), tf.tensor1d(labels, "int32"));
      return tf.cast(right, "float32");
    },
    noGradient: true,
  },
};

for (const engineName of ENGINES) {
  for (const [name, operation] of Object.entries(OPERATIONS)) {
    test(`${name} on ${engineName}`, async () => {
      const { tolerance = EXACT, gradientTolerance = tolerance } = operation;
      const actual = await resultsOn(engineName, operation);
      const expected = await resultsOn("cpu", operation);
      assertEquals(actual.length, expected.length);
      expected.forEach(({ shape, dtype, values }, i) => {
        const found = actual[i]!;
        const what = i === 0 ? "result" : `gradient ${i}`;
        assertEquals([found.shape, found.dtype], [shape, dtype], what);
        const largest = Math.max(...values.map(Math.abs));
        const units = i === 0 ? tolerance : gradientTolerance;
        values.forEach((value, j) =>
          assertAlmostEquals(
            found.values[j]!,
            value,
            units * 2 ** -24 * largest,
            `${what}, number ${j}`,
          )
        );
      });
    });
  }
}

/** What an operation returns, and its gradients for random cotangents. */
async function resultsOn(
  engineName: EngineName,
  { shapes, f, positive, noGradient }: Operation,
): Promise<{ shape: number[]; dtype: string; values: number[] }[]> {
  await openEngine(engineName);
  return tf.tidy(() => {
    const inputs = shapes.map((shape, i) => {
      const x = normalTensor(`input ${i}`, shape);
      return positive ? tf.abs(x) : x;
    });
    const result = f(...inputs);
    const cotangent = normalTensor("cotangent", result.shape);
    const gradients = noGradient ? [] : tf.grads(f)(inputs, cotangent);
    return [result, ...gradients].map((tensor) => ({
      shape: tensor.shape,
      dtype: tensor.dtype,
      values: [...tensor.dataSync()],
    }));
  });
}

function normalTensor(name: string, shape: number[]): tf.Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(normal(split(rootKey(0), name), size), shape);
}

// A backend that turned NaN into a number would hide a diverged training.
for (const engineName of [...ENGINES, "cpu"] as const) {
  test(`what is not finite stays so on ${engineName}`, async () => {
    await openEngine(engineName);
    tf.tidy(() => {
      for (const value of [NaN, Infinity]) {
        const x = tf.fill([30, 6], value);
        const results = [
          ...[tf.relu(x), tf.add(x, 1), tf.sqrt(x), tf.square(x), tf.exp(x)],
          ...[tf.sum(x), tf.max(x, 1), tf.matMul(x, tf.ones([6, 8]))],
          ...[tf.matMul(tf.ones([9, 30]), x), tf.logSoftmax(x)],
        ];
        for (const result of results) {
          assertEquals([...result.dataSync()].filter(Number.isFinite), []);
        }
      }
    });
  });
}
