import * as tf from "@tensorflow/tfjs-core";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { Examples } from "../../core/dataset.ts";
import { rootKey } from "../../core/key.ts";
import type { Model } from "../../core/model.ts";
import { disposeTensors, type NamedTensors } from "../../core/tensors.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import { openEngine } from "../../engines/mod.ts";
import { gradientDescent } from "../optimizers/gradient_descent.ts";
import { vectorOf } from "../probes/vectors.ts";
import { trainingStep } from "../step.ts";
import { imageShape, network } from "../testdata/contracts.ts";
import { lossCurvature } from "./loss_curvature.ts";

const [PIXELS, HIDDEN, CLASSES] = [9, 4, 3];
/** Parameters of the first layer. */
const FIRST = (PIXELS + 1) * HIDDEN;

/** Mean cross-entropy of the network 9-4-3, in double precision. */
function lossAt(
  theta: Float64Array,
  { images, labels, count }: Examples,
): number {
  let total = 0;
  for (let example = 0; example < count; example++) {
    const hidden = Array.from({ length: HIDDEN }, (_, h) => {
      let z = theta[PIXELS * HIDDEN + h]!;
      for (let p = 0; p < PIXELS; p++) {
        z += images[example * PIXELS + p]! / 255 * theta[p * HIDDEN + h]!;
      }
      return Math.max(0, z);
    });
    const logits = Array.from({ length: CLASSES }, (_, c) =>
      hidden.reduce(
        (z, value, h) => z + value * theta[FIRST + h * CLASSES + c]!,
        theta[FIRST + HIDDEN * CLASSES + c]!,
      ));
    const sum = logits.reduce((sum, z) => sum + Math.exp(z), 0);
    total += Math.log(sum) - logits[labels[example]!]!;
  }
  return total / count;
}

/** Parameters with the last layer divided by T. */
function cooled(theta: Float32Array, temperature: number): Float64Array {
  return Float64Array.from(
    theta,
    (value, k) => k < FIRST ? value : value / temperature,
  );
}

/** The largest eigenvalue of the whole matrix of second differences. */
function largestEigenvalue(theta: Float64Array, examples: Examples): number {
  const h = 1e-4;
  const lossBy = (moves: readonly (readonly [number, number])[]) => {
    const at = theta.slice();
    for (const [k, way] of moves) at[k]! += way * h;
    return lossAt(at, examples);
  };
  const size = theta.length;
  const hessian = Matrix.zeros(size, size);
  for (let k = 0; k < size; k++) {
    for (let l = 0; l <= k; l++) {
      const second = lossBy([[k, 1], [l, 1]]) - lossBy([[k, 1], [l, -1]]) -
        lossBy([[k, -1], [l, 1]]) + lossBy([[k, -1], [l, -1]]);
      hessian.set(k, l, second / (4 * h * h));
      hessian.set(l, k, second / (4 * h * h));
    }
  }
  const { realEigenvalues } = new EigenvalueDecomposition(hessian, {
    assumeSymmetric: true,
  });
  return Math.max(...realEigenvalues);
}

test("the largest eigenvalue of the whole Hessian matrix", async () => {
  const engine = await openEngine("wasm");
  const dataset = synthetic({
    ...{ trainCount: 24, testCount: 30, imageShape, classes: CLASSES },
  });
  const model = network({ hidden: [HIDDEN], classes: CLASSES });
  const parameters = model.init(rootKey(3));
  const examples = 10;
  const numbers = await lossCurvature({ examples, products: 30 }).measure({
    ...{ epoch: 0, steps: 0, methodState: {}, statistics: {}, batchSize: 4 },
    ...{ learningRate: 0.1, microbatch: 4, dataset, parameters },
    ...{ key: rootKey(1) },
    step: trainingStep(engine, { model, optimizer: gradientDescent() }),
  });
  const theta = await vectorOf(parameters);
  const first = { ...dataset.train, count: examples };
  for (
    const [prefix, fittedOn] of [
      ["", dataset.test],
      ["training_", first],
    ] as const
  ) {
    const temperature = numbers[`${prefix}temperature`]!;
    const lossWith = (temperature: number) =>
      lossAt(cooled(theta, temperature), fittedOn);
    assert(lossWith(temperature) < lossWith(1.01 * temperature));
    assert(lossWith(temperature) < lossWith(temperature / 1.01));
    const expected = largestEigenvalue(cooled(theta, temperature), first);
    // Differences of single-precision gradients, and a residual of 1e-3.
    assertAlmostEquals(numbers[`${prefix}curvature`]! / expected, 1, 5e-3);
  }
  disposeTensors(parameters);
});

/** Two dense layers, the second maybe with a short cut, and one after a norm. */
function normedNetwork({ shortcut }: { shortcut: boolean }): Model {
  const times = (x: tf.Tensor, kernel: tf.Tensor) =>
    tf.matMul<tf.Tensor2D>(x as tf.Tensor2D, kernel as tf.Tensor2D);
  const kernel = (rows: number, columns: number) =>
    tf.tidy(() =>
      tf.sin(tf.reshape(tf.range(1, rows * columns + 1), [rows, columns]))
    );
  return {
    ...network({ hidden: [], classes: CLASSES }),
    name: "normed network",
    init: () => ({
      "first/kernel": kernel(PIXELS, HIDDEN),
      "second/kernel": kernel(HIDDEN, HIDDEN),
      "norm/gamma": tf.fill([HIDDEN], 2),
      "norm/beta": tf.ones([HIDDEN]),
      "last/kernel": kernel(HIDDEN, CLASSES),
    }),
    apply: (parameters, { x, statistics }) => {
      const of = (name: string) => ({ ...parameters, ...statistics })[name]!;
      const rows = tf.reshape(x, [-1, PIXELS]);
      const hidden = times(rows, of("first/kernel"));
      const second = times(tf.relu(hidden), of("second/kernel"));
      const sum = shortcut ? tf.add(hidden, second) : second;
      const deviation = tf.sqrt(tf.add(of("norm/variance"), 1e-5));
      const normed = tf.div(tf.sub(sum, of("norm/mean")), deviation);
      const scaled = tf.add(tf.mul(normed, of("norm/gamma")), of("norm/beta"));
      const logits = times(tf.relu(scaled), of("last/kernel"));
      return { logits, statistics: {} };
    },
  };
}

test("a normalisation that follows a sum is refused", async () => {
  const engine = await openEngine("cpu");
  const dataset = synthetic({
    ...{ trainCount: 24, testCount: 30, imageShape, classes: CLASSES },
  });
  const measured = async (model: Model) => {
    const parameters = model.init(rootKey(0));
    const statistics: NamedTensors = {
      "norm/mean": tf.fill([HIDDEN], 0.5),
      "norm/variance": tf.fill([HIDDEN], 9),
    };
    const { measure } = lossCurvature({ examples: 10, products: 3 });
    const before = tf.memory().numTensors;
    try {
      return await measure({
        ...{ epoch: 0, steps: 0, methodState: {}, statistics, batchSize: 4 },
        ...{ learningRate: 0.1, microbatch: 4, dataset, parameters },
        ...{ key: rootKey(1) },
        step: trainingStep(engine, { model, optimizer: gradientDescent() }),
      });
    } finally {
      assertEquals(tf.memory().numTensors, before);
      disposeTensors({ ...parameters, ...statistics });
    }
  };
  const { curvature } = await measured(normedNetwork({ shortcut: false }));
  assert(curvature! > 0);
  await assertRejects(
    () => measured(normedNetwork({ shortcut: true })),
    RangeError,
    "Cannot measure the curvature of normed network: its normalisation does not fold",
  );
});
