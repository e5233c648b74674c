/**
 * Every operation of tfjs that models, losses, methods and optimizers use,
 * forward and gradient, on each engine against the oracle, plain and in a
 * compiled function.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "./mod.ts";
import {
  checkConformance,
  ELEMENTARY,
  EXACT,
  type Operation,
  ROOT,
  SUM_OF_150,
  SUM_OF_30,
} from "./testing_conformance.ts";

const ENGINES = ["wasm", "webgpu", "tensorflow"] as const;

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
  "maximum": { shapes: [MATRIX, MATRIX], f: (x, y) => tf.maximum(x!, y!) },
  "minimum": { shapes: [MATRIX, MATRIX], f: (x, y) => tf.minimum(x!, y!) },
  "divNoNan": {
    shapes: [MATRIX, MATRIX],
    f: (x, y) => tf.divNoNan(x!, tf.relu(y!)),
    noGradient: true,
  },
  "relu": { shapes: [MATRIX], f: (x) => tf.relu(x!) },
  "step": { shapes: [MATRIX], f: (x) => tf.step(x!) },
  "matMul": {
    shapes: [[30, 30], [30, 30]],
    f: (x, y) => tf.matMul(x!, y!),
    tolerance: SUM_OF_30,
  },
  "reshape": { shapes: [[3, 2, 5, 1]], f: (x) => tf.reshape(x!, [3, 10]) },
  "squeeze": { shapes: [[6, 1, 5]], f: (x) => tf.squeeze(x!, [1]) },
  "expandDims, tile": {
    shapes: [MATRIX],
    f: (x) => tf.tile(tf.expandDims(x!, 1), [1, 5, 1]),
    gradientTolerance: SUM_OF_30,
  },
  "transpose": {
    shapes: [[3, 4, 5]],
    f: (x) => tf.transpose(x!, [2, 0, 1]),
  },
  "concat": { shapes: [MATRIX, [4, 6]], f: (...x) => tf.concat(x) },
  "slice": { shapes: [MATRIX], f: (x) => tf.slice(x!, [7, 1], [11, 3]) },
  "stridedSlice": {
    shapes: [[2, 3, 7, 2]],
    f: (x) => tf.stridedSlice(x!, [0, 0, 1, 0], [2, 3, 6, 2], [1, 1, 2, 1]),
    noGradient: true,
  },
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
  "cumsum of each row": {
    shapes: [[6, 30]],
    f: (x) => tf.cumsum(x!, 1),
    tolerance: SUM_OF_30,
  },
  "max of each row": { shapes: [MATRIX], f: (x) => tf.max(x!, 1, true) },
  "softmax": {
    shapes: [MATRIX],
    f: (x) => tf.softmax(x!),
    tolerance: 4 * ELEMENTARY,
  },
  "logSoftmax": {
    shapes: [MATRIX],
    f: (x) => tf.logSoftmax(x!),
    tolerance: ELEMENTARY,
    // Its exp turns the absolute error of log softmax into a relative one.
    gradientTolerance: 4 * ELEMENTARY,
  },
  "clone": { shapes: [MATRIX], f: (x) => tf.clone(x!) },
  "zerosLike": { shapes: [MATRIX], f: (x) => tf.zerosLike(x!) },
  "onesLike": {
    shapes: [MATRIX],
    f: (x) => tf.onesLike(x!),
    noGradient: true,
  },
  "eye": { shapes: [[6, 6]], f: (x) => tf.add(x!, tf.eye(6)) },
  "bandPart": {
    shapes: [[6, 6]],
    f: (x) => tf.linalg.bandPart(x!, -1, 0),
    noGradient: true,
  },
  "oneHot, cast": {
    shapes: [MATRIX],
    f: (x) => {
      const oneHot = tf.oneHot(tf.tensor1d(labels, "int32"), 6);
      return tf.mul(x!, tf.cast(oneHot, "float32"));
    },
  },
  "argMax": { shapes: [MATRIX], f: (x) => tf.argMax(x!, 1), noGradient: true },
  "greater, logicalAnd, where": {
    shapes: [MATRIX, MATRIX],
    f: (x, y) => {
      const both = tf.logicalAnd(tf.greater(x!, 0), tf.greater(y!, 0));
      return tf.where(both, x!, y!);
    },
    noGradient: true,
  },
  "greaterEqual, cast": {
    shapes: [MATRIX],
    f: (x) => {
      const least = tf.scalar(3, "int32");
      return tf.cast(tf.greaterEqual(tf.argMax(x!, 1), least), "float32");
    },
    noGradient: true,
  },
  "lessEqual, cast": {
    shapes: [MATRIX],
    // Equal where a number is positive.
    f: (x) => tf.cast(tf.lessEqual(tf.relu(x!), x!), "float32"),
    noGradient: true,
  },
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
    test(`${name} on ${engineName}`, () =>
      checkConformance(engineName, operation));
  }
}

function halvesOf(x: tf.Tensor): [tf.Tensor, tf.Tensor] {
  return tf.split(x, 2) as [tf.Tensor, tf.Tensor];
}

// A backend that turned NaN into a number would hide a diverged training. (XLA on
// a CPU is not here: its largest and smallest of several numbers pass over NaN.)
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
