import * as tf from "@tensorflow/tfjs-core";
import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { rootKey } from "../core/key.ts";
import { uniform } from "../core/random.ts";
import { ENGINE_NAMES, openEngine } from "../engines/mod.ts";
import { drawnLabels } from "./drawn_labels.ts";

for (const engineName of ENGINE_NAMES) {
  test(`the class is the one that a number falls into, ${engineName}`, async () => {
    const engine = await openEngine(engineName);
    const draw = engine.compile((
      { logits, uniforms }: { logits: tf.Tensor2D; uniforms: tf.Tensor1D },
    ) => ({ labels: drawnLabels(logits, uniforms) }));
    // Predictions 1/2, 1/4, 1/4 of each example.
    const row = [Math.log(2), 0, 0];
    const numbers = [0, 0.49, 0.51, 0.74, 0.76, 1 - 2 ** -23];
    const logits = tf.tensor2d(numbers.map(() => row));
    const uniforms = tf.tensor1d(numbers);
    const before = tf.memory().numTensors;
    const { labels } = draw({ logits, uniforms });
    assertEquals(tf.memory().numTensors, before + 1);
    assertEquals(labels.dtype, "int32");
    assertEquals([...await labels.data()], [0, 0, 1, 1, 2, 2]);
    tf.dispose([logits, uniforms, labels]);
  });
}

test("labels are there where rounding leaves a sum below 1", async () => {
  await openEngine("cpu");
  tf.tidy(() => {
    const logits = tf.zeros([1, 1000]) as tf.Tensor2D;
    const uniforms = tf.tensor1d([1 - 2 ** -23]);
    const [label] = drawnLabels(logits, uniforms).dataSync();
    assert(label! <= 999);
  });
});

test("labels are as frequent as they are predicted", async () => {
  await openEngine("cpu");
  const count = 4000;
  const labels = tf.tidy(() =>
    drawnLabels(
      tf.tile(tf.tensor2d([[Math.log(0.7), Math.log(0.3)]]), [count, 1]),
      tf.tensor1d(uniform(rootKey(0), count)),
    ).dataSync()
  );
  const share = [...labels].filter((label) => label === 1).length / count;
  // Four standard errors.
  assert(Math.abs(share - 0.3) < 4 * Math.sqrt(0.21 / count), `${share}`);
});

test("no gradient flows through", async () => {
  await openEngine("cpu");
  tf.tidy(() => {
    const logits = tf.tensor2d([[1, 2], [3, -1]]);
    const gradient = tf.grad((logits) => {
      const labels = drawnLabels(
        logits as tf.Tensor2D,
        tf.tensor1d([0.3, 0.9]),
      );
      return tf.sum(tf.mul(tf.cast(tf.oneHot(labels, 2), "float32"), 3));
    })(logits);
    assertEquals([...gradient.dataSync()].map(Math.abs), [0, 0, 0, 0]);
  });
});
