import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../../engines/mod.ts";
import { adam } from "../../training/optimizers/adam.ts";
import { gradientDescent } from "../../training/optimizers/gradient_descent.ts";
import { momentum } from "../../training/optimizers/momentum.ts";
import {
  spectralRadius,
  stationaryVariance,
  updateMatrices,
} from "./update_matrices.ts";

test("updateMatrices of gradient descent: θ - η (λ θ + n)", async () => {
  await openEngine("wasm");
  const before = tf.memory().numTensors;
  const matrices = await updateMatrices(gradientDescent(), {
    ...{ curvatures: [1, 4], learningRate: 0.25 },
  });
  assertEquals(matrices, [
    { transition: [[0.75]], noise: [-0.25] },
    { transition: [[0]], noise: [-0.25] },
  ]);
  assertEquals(tf.memory().numTensors, before);
});

test("updateMatrices of momentum: v = m v + g, θ - η v", async () => {
  await openEngine("wasm");
  const before = tf.memory().numTensors;
  const matrices = await updateMatrices(momentum({ momentum: 0.5 }), {
    ...{ curvatures: [2], learningRate: 0.25 },
  });
  assertEquals(matrices, [
    { transition: [[0.5, -0.125], [2, 0.5]], noise: [-0.25, 1] },
  ]);
  assertEquals(tf.memory().numTensors, before);
});

test("updateMatrices refuses an optimizer with more than a velocity", async () => {
  await openEngine("wasm");
  await assertRejects(
    () => updateMatrices(adam(), { curvatures: [1], learningRate: 1 }),
    RangeError,
    "Cannot find the matrix of Adam",
  );
});

test("spectralRadius: real, complex and negative eigenvalues", () => {
  const radius = (...transition: number[][]) =>
    spectralRadius({ transition, noise: [] });
  assertEquals(radius([-1.5]), 1.5);
  assertEquals(radius([2, 0], [5, -3]), 3);
  // ±2i
  assertEquals(radius([0, -4], [1, 0]), 2);
});

test("stationaryVariance is where the recursion goes", () => {
  const transition = [[0.5, -0.125], [2, 0.5]];
  const noise = [-0.25, 1];
  let [xx, xv, vv] = [0, 0, 0];
  for (let step = 0; step < 1000; step++) {
    [xx, xv, vv] = [
      0.25 * xx - 0.125 * xv + vv / 64 + 3 / 16,
      xx + (0.25 - 0.25) * xv - vv / 16 - 3 / 4,
      4 * xx + 2 * xv + 0.25 * vv + 3,
    ];
  }
  const found = stationaryVariance({ transition, noise }, { variance: 3 });
  assertAlmostEquals(found, xx, 1e-12);
  // a² s + q² = s
  const descent = { transition: [[0.5]], noise: [2] };
  assertAlmostEquals(
    stationaryVariance(descent, { variance: 3 }),
    16,
    1e-12,
  );
});
