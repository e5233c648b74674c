import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { computed } from "../core/testing.ts";
import { openEngine } from "../engines/mod.ts";
import { ENGINE_MODES } from "../engines/testing.ts";
import { crossEntropy } from "./cross_entropy.ts";
import recording from "./testdata/cross_entropy_pytorch.json" with {
  type: "json",
};

/**
 * Rounding of a loss relative to the largest number on the way to it: half a
 * dozen operations of one unit (2^-24) each, exp and log of two.
 */
const ROUNDING = 8 * 2 ** -24;

for (const { mode, open } of ENGINE_MODES) {
  test(`losses by hand, ${mode}`, async () => {
    const engine = await open();
    const compiled = engine.compile((z: tf.Tensor2D, y: tf.Tensor1D) => ({
      losses: crossEntropy(z, y),
    }));
    const { losses } = await computed(() =>
      compiled(
        tf.tensor2d([[0, 0, 0, 0], [0, Math.log(3), -200, -200]]),
        tf.tensor1d([3, 1], "int32"),
      )
    );
    assertAlmostEquals(losses![0]!, Math.log(4), ROUNDING);
    assertAlmostEquals(losses![1]!, Math.log(4 / 3), ROUNDING);
  });

  test(`one class has no loss, ${mode}`, async () => {
    const engine = await open();
    const compiled = engine.compile((z: tf.Tensor2D, y: tf.Tensor1D) => {
      const loss = (z: tf.Tensor) => tf.sum(crossEntropy(z as tf.Tensor2D, y));
      return { losses: crossEntropy(z, y), gradient: tf.grad(loss)(z) };
    });
    const { losses, gradient } = await computed(() =>
      compiled(tf.tensor2d([[1], [5]]), tf.tensor1d([0, 0], "int32"))
    );
    for (const numbers of [losses!, gradient!]) {
      assertEquals(Array.from(numbers, Math.abs), [0, 0]);
    }
  });

  test(`losses and gradient are PyTorch's, ${mode}`, async () => {
    const engine = await open();
    const { logits, labels, weights } = recording;
    const compiled = engine.compile(
      ({ z, y, w }: { z: tf.Tensor2D; y: tf.Tensor1D; w: tf.Tensor1D }) => {
        const weighted = (z: tf.Tensor) =>
          tf.sum(tf.mul(w, crossEntropy(z as tf.Tensor2D, y)));
        return { losses: crossEntropy(z, y), gradient: tf.grad(weighted)(z) };
      },
    );
    const { losses, gradient } = await computed(() =>
      compiled({
        z: tf.tensor2d(logits),
        y: tf.tensor1d(labels, "int32"),
        w: tf.tensor1d(weights),
      })
    );
    logits.forEach((z, example) => {
      const spread = Math.max(...z) - Math.min(...z);
      const tolerance = ROUNDING * (1 + spread);
      assertAlmostEquals(
        losses![example]!,
        recording.losses[example]!,
        tolerance,
        `loss ${example}`,
      );
      // The error of log softmax is the relative error of softmax.
      recording.gradient[example]!.forEach((expected, label) =>
        assertAlmostEquals(
          gradient![example * z.length + label]!,
          expected,
          tolerance * Math.abs(weights[example]!),
          `gradient ${example}, ${label}`,
        )
      );
    });
  });
}

test("nothing but the losses is left", async () => {
  await openEngine("cpu");
  const [logits, labels] = [tf.zeros([2, 3]), tf.zeros([2], "int32")] as const;
  const before = tf.memory().numTensors;
  const losses = crossEntropy(logits as tf.Tensor2D, labels as tf.Tensor1D);
  assertEquals(tf.memory().numTensors, before + 1);
  tf.dispose([logits, labels, losses]);
});
