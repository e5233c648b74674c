import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { ENGINE_NAMES, openEngine } from "../../engines/mod.ts";
import { gradientCovariance } from "./gradient_covariance.ts";

/**
 * Linear regression of y on x at w = (1, -1), ℓ = ½ (x·w - y)²: gradients
 * (x·w - y) x, residuals -1, 1, 0 and 2.
 */
const EXAMPLES = [
  { x: [1, 0], y: 2 },
  { x: [0, 1], y: -2 },
  { x: [1, 1], y: 0 },
  { x: [2, 1], y: -1 },
];
/** (-1, 0), (0, 1), (0, 0), (4, 2); their mean is (3/4, 3/4). */
const GRADIENTS = EXAMPLES.map(({ x: [a, b], y }) => {
  const residual = a! - b! - y;
  return [residual * a!, residual * b!];
});
/** ⟨g gᵀ⟩ less the product of the means. */
const EXPECTED = {
  first: 17 / 4 - 9 / 16,
  second: 5 / 4 - 9 / 16,
  between: 8 / 4 - 9 / 16,
};

for (const engineName of ENGINE_NAMES) {
  test(`of linear regression, ${engineName}`, async () => {
    await openEngine(engineName);
    const before = tf.memory().numTensors;
    const gradients = GRADIENTS.map(([first, second]) => ({
      first: tf.scalar(first!),
      second: tf.tensor2d([[second!]]),
    }));
    const { diagonal, trace, frobeniusNorm } = await gradientCovariance(
      gradients,
    );
    const { first, second, between } = EXPECTED;
    assertAlmostEquals((await diagonal.first!.data())[0]!, first, 1e-6);
    assertAlmostEquals((await diagonal.second!.data())[0]!, second, 1e-6);
    assertEquals(diagonal.second!.shape, [1, 1]);
    assertAlmostEquals(trace, first + second, 1e-6);
    const norm = Math.hypot(first, second, between, between);
    assertAlmostEquals(frobeniusNorm, norm, 1e-6);
    tf.dispose([{ ...diagonal }, gradients]);
    assertEquals(tf.memory().numTensors, before);
  });
}
