/**
 * Every operation that models, losses, methods and optimizers use, forward and
 * gradient, on each engine against the oracle, plain and in a compiled
 * function.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../core/key.ts";
import { normal } from "../core/random.ts";
import { type EngineName, openEngine } from "./mod.ts";

const ENGINES = ["wasm", "webgpu", "tensorflow"] as const;

/** Allowed errors, in units (2^-24) of the largest number of a result. */
const EXACT = 0; // Correctly rounded, one operation per number.
const ELEMENTARY = 4; // exp and log: two units for each of two libraries.
const ROOT = 2; // Graphics processors are allowed as much.
const SUM_OF_30 = 30; // A unit per addition, whatever the order.
const SUM_OF_150 = 150;

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
  "abs": { shapes: [MATRIX], f: (x) => tf.abs(x!) },
  "rsqrt": {
    shapes: [MATRIX],
    f: (x) => tf.rsqrt(x!),
    tolerance: ROOT,
    gradientTolerance: 4 * ROOT,
    positive: true,
  },
  "squaredDifference": {
    shapes: [MATRIX, MATRIX],
    f: (x, y) => tf.squaredDifference(x!, y!),
    // The oracle rounds the square alone, and not the difference.
    tolerance: 2,
  },
  "addN": {
    shapes: [MATRIX, MATRIX, MATRIX],
    f: (...x) => tf.addN(x),
    tolerance: 2,
  },
  "relu": { shapes: [MATRIX], f: (x) => tf.relu(x!) },
  "step": { shapes: [MATRIX], f: (x) => tf.step(x!) },
  "matMul": {
    shapes: [[30, 30], [30, 30]],
    f: (x, y) => tf.matMul(x!, y!),
    tolerance: SUM_OF_30,
  },
  "reshape": { shapes: [[3, 2, 5, 1]], f: (x) => tf.reshape(x!, [3, 10]) },
  "transpose": {
    shapes: [[3, 4, 5]],
    f: (x) => tf.transpose(x!, [2, 0, 1]),
  },
  "concat": { shapes: [MATRIX, [4, 6]], f: (...x) => tf.concat(x) },
  "slice": { shapes: [MATRIX], f: (x) => tf.slice(x!, [7, 1], [11, 3]) },
  "split": { shapes: [[6, 5]], f: (x) => tf.add(...halvesOf(x!)) },
  "pad": {
    shapes: [[2, 3, 4, 2]],
    f: (x) => tf.pad(x!, [[0, 0], [1, 2], [0, 1], [0, 0]]),
  },
  "gather": {
    shapes: [MATRIX],
    f: (x) => tf.gather(x!, tf.tensor1d([3, 3, 29, 0], "int32")),
  },
  "reverse": { shapes: [[2, 3, 4, 2]], f: (x) => tf.reverse(x!, 2) },
  "conv2d, 3×3, same": {
    shapes: [[2, 5, 5, 4], [3, 3, 4, 6]],
    f: (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, "same"),
    tolerance: SUM_OF_30,
    gradientTolerance: SUM_OF_150,
  },
  "conv2d, 3×3, stride 2": {
    shapes: [[2, 7, 7, 3], [3, 3, 3, 4]],
    f: (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, "valid"),
    tolerance: SUM_OF_30,
    gradientTolerance: SUM_OF_150,
  },
  "conv2d, 1×1": {
    shapes: [[2, 4, 4, 5], [1, 1, 5, 3]],
    f: (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, "same"),
    tolerance: SUM_OF_30,
    gradientTolerance: SUM_OF_150,
  },
  "maxPool": {
    shapes: [[2, 6, 6, 3]],
    f: (x) => tf.maxPool(x as tf.Tensor4D, 2, 2, "valid"),
  },
  "avgPool": {
    shapes: [[2, 6, 6, 3]],
    f: (x) => tf.avgPool(x as tf.Tensor4D, 2, 2, "valid"),
    tolerance: 4,
  },
  "mean of each channel": {
    shapes: [[2, 5, 3, 6]],
    f: (x) => tf.mean(x!, [0, 1, 2]),
    tolerance: SUM_OF_30,
    gradientTolerance: ROOT,
  },
  "global average pool": {
    shapes: [[3, 5, 6, 4]],
    f: (x) => tf.mean(x!, [1, 2]),
    tolerance: SUM_OF_30,
    gradientTolerance: ROOT,
  },
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
      const expected = await resultsOn("cpu", operation);
      const actual = await resultsOn(engineName, operation);
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
      const compiled = await resultsOn(engineName, operation, {
        compiled: true,
      });
      assertEquals(compiled, actual, "compiled");
    });
  }
}

/** What an operation returns, and its gradients for random cotangents. */
async function resultsOn(
  engineName: EngineName,
  { shapes, f, positive, noGradient }: Operation,
  { compiled = false } = {},
): Promise<{ shape: number[]; dtype: string; values: number[] }[]> {
  const engine = await openEngine(engineName);
  const before = tf.memory().numTensors;
  const inputs = shapes.map((shape, i) => {
    const x = normalTensor(`input ${i}`, shape);
    return positive ? x.map(Math.abs) : x;
  }).map((values, i) => tf.tensor(values, shapes[i]!));
  const outputShape = tf.tidy(() => f(...inputs).shape);
  const cotangent = tf.tensor(
    normalTensor("cotangent", outputShape),
    outputShape,
  );
  const step = (inputs: tf.Tensor[], cotangent: tf.Tensor) => ({
    result: f(...inputs),
    gradients: noGradient ? [] : tf.grads(f)(inputs, cotangent),
  });
  const { result, gradients } = compiled
    ? engine.compile(step)(inputs, cotangent)
    : tf.tidy(() => step(inputs, cotangent));
  const results: { shape: number[]; dtype: string; values: number[] }[] = [];
  for (const tensor of [result, ...gradients]) {
    results.push({
      shape: tensor.shape,
      dtype: tensor.dtype,
      values: [...await tensor.data()],
    });
  }
  tf.dispose([inputs, cotangent, result, gradients]);
  assertEquals(tf.memory().numTensors, before);
  return results;
}

function normalTensor(name: string, shape: number[]): Float32Array {
  const size = shape.reduce((product, length) => product * length, 1);
  return normal(split(rootKey(0), name), size);
}

function halvesOf(x: tf.Tensor): [tf.Tensor, tf.Tensor] {
  return tf.split(x, 2) as [tf.Tensor, tf.Tensor];
}

// A backend that turned NaN into a number would hide a diverged training.
for (const engineName of [...ENGINES, "cpu"] as const) {
  test(`what is not finite stays so on ${engineName}`, async () => {
    await openEngine(engineName);
    const infinity = tf.fill([30, 6], Infinity);
    // That of the processor may have a sign, which JavaScript's has not.
    const nan = tf.sub(infinity, infinity);
    for (const x of [tf.fill([30, 6], NaN), nan, infinity]) {
      const results = tf.tidy(() => {
        return [
          ...[tf.relu(x), tf.add(x, 1), tf.sqrt(x), tf.square(x), tf.exp(x)],
          ...[tf.sum(x), tf.max(x, 1), tf.matMul(x, tf.ones([6, 8]))],
          ...[tf.matMul(tf.ones([9, 30]), x), tf.logSoftmax(x)],
        ];
      });
      for (const result of results) {
        assertEquals([...await result.data()].filter(Number.isFinite), []);
      }
      tf.dispose([results, x]);
    }
  });
}
