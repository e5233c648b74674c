import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../engines/mod.ts";
import { crossEntropy } from "./cross_entropy.ts";
import recording from "./testdata/cross_entropy_pytorch.json" with {
  type: "json",
};

/**
 * Rounding of a loss relative to the largest number on the way to it: half a
 * dozen operations of one unit (2^-24) each, exp and log of two.
 */
const ROUNDING = 8 * 2 ** -24;

for (const engineName of ["wasm", "cpu"] as const) {
  test(`losses by hand, ${engineName}`, async () => {
    await openEngine(engineName);
    const losses = tf.tidy(() =>
      crossEntropy(
        tf.tensor2d([[0, 0, 0, 0], [0, Math.log(3), -200, -200]]),
        tf.tensor1d([3, 1], "int32"),
      ).dataSync()
    );
    assertAlmostEquals(losses[0]!, Math.log(4), ROUNDING);
    assertAlmostEquals(losses[1]!, Math.log(4 / 3), ROUNDING);
  });

  test(`losses and gradient are PyTorch's, ${engineName}`, async () => {
    await openEngine(engineName);
    const { logits, labels, weights } = recording;
    const [losses, gradient] = tf.tidy(() => {
      const y = tf.tensor1d(labels, "int32");
      const w = tf.tensor1d(weights);
      const weighted = (z: tf.Tensor) =>
        tf.sum(tf.mul(w, crossEntropy(z as tf.Tensor2D, y)));
      const z = tf.tensor2d(logits);
      return [
        crossEntropy(z, y).arraySync(),
        tf.grad(weighted)(z).arraySync() as number[][],
      ] as const;
    });
    logits.forEach((z, example) => {
      const spread = Math.max(...z) - Math.min(...z);
      const tolerance = ROUNDING * (1 + spread);
      assertAlmostEquals(
        losses[example]!,
        recording.losses[example]!,
        tolerance,
        `loss ${example}`,
      );
      // The error of log softmax is the relative error of softmax.
      recording.gradient[example]!.forEach((expected, label) =>
        assertAlmostEquals(
          gradient[example]![label]!,
          expected,
          tolerance * Math.abs(weights[example]!),
          `gradient ${example}, ${label}`,
        )
      );
    });
  });
}
