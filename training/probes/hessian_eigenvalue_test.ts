import * as tf from "@tensorflow/tfjs-core";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { rootKey } from "../../core/key.ts";
import { disposeTensors, type NamedTensors } from "../../core/tensors.ts";
import { synthetic } from "../../datasets/synthetic.ts";
import { ENGINE_NAMES, openEngine } from "../../engines/mod.ts";
import { gradientDescent } from "../optimizers/gradient_descent.ts";
import { trainingStep } from "../step.ts";
import { imageShape, network } from "../testdata/contracts.ts";
import { hessianEigenvalue } from "./hessian_eigenvalue.ts";
import { fullGradient } from "./plain_gradient.ts";

const key = rootKey(0);

test("of linear regression", async () => {
  await openEngine("cpu");
  // ½ ⟨(x·w - y)²⟩ over x = (2, 0), (0, 1), (1, 1): H = ⟨x xᵀ⟩.
  const x = tf.tensor2d([[2, 0], [0, 1], [1, 1]]);
  const y = tf.tensor2d([[1], [-1], [3]]);
  const gradient = ({ w }: NamedTensors) =>
    tf.tidy(() => {
      const errors = tf.sub(tf.matMul(x, w as tf.Tensor2D), y);
      return { w: tf.div(tf.matMul(x, errors as tf.Tensor2D, true), 3) };
    });
  const parameters = { w: tf.tensor2d([[0.5], [2]]) };
  const before = tf.memory().numTensors;
  const { eigenvalue } = await hessianEigenvalue(gradient, { parameters, key });
  assertEquals(tf.memory().numTensors, before);
  // [[5, 1], [1, 2]] / 3. Gradients of 1 are rounded at a distance of 2^-11.
  const expected = (7 + Math.sqrt(13)) / 2 / 3;
  assertAlmostEquals(eigenvalue, expected, 4 * 2 ** (11 - 24));
  tf.dispose([x, y, parameters]);
});

for (const engineName of ENGINE_NAMES) {
  test(`of a softmax regression, ${engineName}`, async () => {
    const engine = await openEngine(engineName);
    const dataset = synthetic({
      trainCount: 30,
      testCount: 1,
      imageShape,
      classes: 3,
    });
    const model = network({ hidden: [], classes: 3 });
    const step = trainingStep(engine, { model, optimizer: gradientDescent() });
    const parameters = model.init(key);
    const before = tf.memory().numTensors;
    const { eigenvalue, residual } = await hessianEigenvalue((parameters) => {
      const { gradient, loss } = fullGradient(parameters, { step, dataset });
      loss.dispose();
      return gradient;
    }, { parameters, key });
    assertEquals(tf.memory().numTensors, before);
    const expected = await softmaxHessianEigenvalue(dataset.train, parameters);
    assert(residual <= 1e-3 * eigenvalue);
    // Rounding of gradients below 1 at a distance of 2^-11 and more.
    assertAlmostEquals(eigenvalue / expected, 1, 4 * 2 ** (11 - 24));
    disposeTensors(parameters);
  });
}

/**
 * Largest eigenvalue of H = ⟨(diag p - p pᵀ) ⊗ a aᵀ⟩, p the predictions and a
 * the inputs with a 1 behind them, in double precision.
 */
async function softmaxHessianEigenvalue(
  { images, count }: { images: Uint8Array; count: number },
  parameters: NamedTensors,
): Promise<number> {
  const [kernel, bias] = await Promise.all(
    Object.values(parameters).map((tensor) => tensor.data()),
  );
  const hessian = Matrix.zeros(30, 30);
  for (let example = 0; example < count; example++) {
    const pixels = images.subarray(example * 9, example * 9 + 9);
    const a = [...Array.from(pixels, (pixel) => pixel / 255), 1];
    const exponentials = [0, 1, 2].map((c) =>
      Math.exp(a.reduce((z, value, k) => {
        return z + value * (k < 9 ? kernel![k * 3 + c]! : bias![c]!);
      }, 0))
    );
    const sum = exponentials.reduce((total, value) => total + value, 0);
    const p = exponentials.map((value) => value / sum);
    for (let row = 0; row < 30; row++) {
      for (let column = 0; column < 30; column++) {
        const [c, d] = [row % 3, column % 3];
        const curvature = (c === d ? p[c]! : 0) - p[c]! * p[d]!;
        const product = a[Math.floor(row / 3)]! * a[Math.floor(column / 3)]!;
        const value = hessian.get(row, column) + curvature * product / count;
        hessian.set(row, column, value);
      }
    }
  }
  const { realEigenvalues } = new EigenvalueDecomposition(hessian, {
    assumeSymmetric: true,
  });
  return Math.max(...realEigenvalues);
}
