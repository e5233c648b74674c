import * as tf from "@tensorflow/tfjs-core";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
} from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey, split } from "../../core/key.ts";
import { uniform } from "../../core/random.ts";
import type { NamedTensors } from "../../core/tensors.ts";
import { openEngine } from "../../engines/mod.ts";
import { conditionNumber, covarianceSpectrum } from "./covariance_spectrum.ts";
import { gradientCovariance } from "./gradient_covariance.ts";

/**
 * Gradients with known eigenvalues: deviations along the axes, which sum to 0,
 * and a mean that does not matter.
 */
function alongAxes(lengths: readonly number[]): NamedTensors[] {
  return lengths.flatMap((length, axis) =>
    [length, -length].map((value) => {
      const numbers = lengths.map((_, k) => k === axis ? value : 0);
      // More parameters than gradients.
      const others = Array<number>(lengths.length).fill(0);
      return { w: tf.add(tf.tensor1d([...numbers, ...others]), 5) };
    })
  );
}

test("the spectrum of a covariance matrix that is known", async () => {
  await openEngine("cpu");
  const gradients = alongAxes([1, 2, 3]);
  // Σ = diag(2 l² / 6), and as many zeros as there are directions less.
  const expected = [0, 0, 0, 1 / 3, 4 / 3, 9 / 3];
  const spectrum = await covarianceSpectrum(gradients);
  assertEquals(spectrum.length, 6);
  spectrum.forEach((value, i) =>
    assertAlmostEquals(value, expected[i]!, 16 * 3 * 2 ** -24)
  );
  tf.dispose(gradients);
});

test("n gradients have n - 1 directions, and the trace is their spread", async () => {
  await openEngine("cpu");
  const gradients = noise({ gradients: 6, parameters: 20 });
  const before = tf.memory().numTensors;
  const spectrum = await covarianceSpectrum(gradients);
  assertEquals(tf.memory().numTensors, before);
  const sum = spectrum.reduce((total, value) => total + value, 0);
  // The smallest is 0 to rounding, no other one is.
  assertAlmostEquals(spectrum[0]!, 0, 10 * 2 ** -24 * spectrum[5]!);
  assert(spectrum[1]! > 0.01 * spectrum[5]!);
  const { diagonal, trace, frobeniusNorm } = await gradientCovariance(
    gradients,
  );
  assertAlmostEquals(sum / trace, 1, 10 * 2 ** -24);
  assertAlmostEquals(
    Math.hypot(...spectrum) / frobeniusNorm,
    1,
    10 * 2 ** -24,
  );
  tf.dispose([{ ...diagonal }, gradients]);
});

/** l, M and the mean κ of simulated draws as the claims digest prints it. */
const UNIFORM = [
  [640, 32, 2.32, "webgpu"],
  [2304, 32, 1.52, "tensorflow"],
  [9216, 32, 1.24, "wasm"],
] as const;

for (const [parameters, gradients, expected, engineName] of UNIFORM) {
  test(`κ of ${gradients} uniform vectors of ${parameters}, ${engineName}`, async () => {
    await openEngine(engineName);
    const vectors = noise({ gradients, parameters });
    const condition = await conditionNumber(vectors);
    assertAlmostEquals(condition / expected, 1, 0.1);
    tf.dispose(vectors);
  });
}

test("κ is the ratio of the largest to the second-smallest", async () => {
  await openEngine("cpu");
  // Σ = diag(6, 2, 0) / 3.
  const gradients = [[2, 0, 0], [-1, 1, 0], [-1, -1, 0]].map((w) => ({
    w: tf.tensor1d(w),
  }));
  assertAlmostEquals(await conditionNumber(gradients), 6 / 2, 20 * 2 ** -24);
  tf.dispose(gradients);
});

test("κ is 2^24 / n where single precision ends", async () => {
  await openEngine("cpu");
  const gradients = [[2, 0, 0], [-1, 1e-5, 0], [-1, -1e-5, 0]].map((w) => ({
    w: tf.tensor1d(w),
  }));
  // It would be 6e10 / 2.
  assertAlmostEquals(await conditionNumber(gradients), 2 ** 24 / 3, 1e-6);
  tf.dispose(gradients);
});

test("too few gradients or parameters are refused", async () => {
  await openEngine("cpu");
  const one = noise({ gradients: 1, parameters: 5 });
  const short = noise({ gradients: 5, parameters: 4 });
  await assertRejects(
    () => conditionNumber(one),
    RangeError,
    "at least 2 gradients, current number 1",
  );
  await assertRejects(
    () => conditionNumber(short),
    RangeError,
    "of 5 gradients: they have but 4 parameters",
  );
  tf.dispose([one, short]);
});

/** Uniform on [-1, 1], independent. */
function noise(
  { gradients, parameters }: { gradients: number; parameters: number },
): NamedTensors[] {
  return Array.from({ length: gradients }, (_, i) => {
    const draws = uniform(split(rootKey(0), i), parameters);
    return { w: tf.tensor1d(draws.map((u) => 2 * u - 1)) };
  });
}

test("gradients that are not finite, or too large, have no spectrum", async () => {
  await openEngine("cpu");
  for (const value of [NaN, Infinity, 1e30]) {
    const gradients = [1, -1, 2].map((factor) => ({
      w: tf.tensor1d([factor * value, 1, 0]),
    }));
    assertEquals(
      await covarianceSpectrum(gradients),
      new Float64Array(3).fill(NaN),
    );
    assertEquals(await conditionNumber(gradients), NaN);
    tf.dispose(gradients);
  }
});
