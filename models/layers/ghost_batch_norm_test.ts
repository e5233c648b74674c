import * as tf from "@tensorflow/tfjs-core";
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../../engines/mod.ts";
import { values } from "../testdata/formula.ts";
import { ghostBatchNorm } from "./ghost_batch_norm.ts";

const parametersOf = (channels: number) => ({
  "norm/gamma": tf.ones([channels]),
  "norm/beta": tf.zeros([channels]),
});

test("a ghost batch size that is no positive integer is refused", () => {
  for (const ghostBatchSize of [0, -1, 1.5, NaN, Infinity]) {
    assertThrows(
      () => ghostBatchNorm("norm", { ghostBatchSize }),
      RangeError,
      `Cannot make norm: ghost batch size must be a positive integer, current value ${ghostBatchSize}`,
    );
  }
});

test("an epsilon that is none is refused", () => {
  for (const epsilon of [-1, NaN, Infinity]) {
    assertThrows(
      () => ghostBatchNorm("norm", { ghostBatchSize: 2, epsilon }),
      RangeError,
      `Cannot make norm: epsilon must be finite and at least 0, current value ${epsilon}`,
    );
  }
});

test("an empty batch is refused in training", async () => {
  await openEngine("cpu");
  tf.tidy(() => {
    const layer = ghostBatchNorm("norm", { ghostBatchSize: 2 })([4]);
    assertThrows(
      () => layer.apply(tf.zeros([0, 4]), { parameters: parametersOf(4) }),
      RangeError,
      "Cannot normalise norm: a batch must have an example, current shape [0, 4]",
    );
  });
});

test("a ghost batch of one value a channel is refused in training", async () => {
  await openEngine("cpu");
  tf.tidy(() => {
    const x = values(1, [5, 3]);
    const layer = ghostBatchNorm("norm", { ghostBatchSize: 2 })([3]);
    assertThrows(
      () => layer.apply(x, { parameters: parametersOf(3) }),
      RangeError,
      "Cannot normalise norm: a ghost batch must have several values a channel, current ghost batch is 1 example of shape [3]",
    );
    const statistics = {
      "norm/mean": tf.zeros([3]),
      "norm/variance": tf.ones([3]),
    };
    const { y } = layer.apply(x, { parameters: parametersOf(3), statistics });
    assertEquals(y.shape, [5, 3]);
  });
});

test("a ghost batch's outputs depend on its own examples alone", async () => {
  await openEngine("cpu");
  tf.tidy(() => {
    const x = values(1, [7, 2, 2, 3]);
    const layer = ghostBatchNorm("norm", { ghostBatchSize: 3 })([2, 2, 3]);
    const apply = (x: tf.Tensor) =>
      layer.apply(x, { parameters: parametersOf(3) }).y;
    const whole = apply(x);
    for (const [from, examples] of [[0, 3], [3, 3], [6, 1]] as const) {
      assertEquals(
        tf.slice(whole, from, examples).dataSync(),
        apply(tf.slice(x, from, examples)).dataSync(),
      );
    }
  });
});

// Smith, Elsen and De: what lets the batch size change with the noise alone.
test("the gradient of a batch is the sum over its ghost batches", async () => {
  await openEngine("cpu");
  tf.tidy(() => {
    const x = values(1, [6, 2, 2, 3]);
    const layer = ghostBatchNorm("norm", { ghostBatchSize: 2 })([2, 2, 3]);
    const gradient = (x: tf.Tensor) => {
      const { "norm/gamma": gamma, "norm/beta": beta } = parametersOf(3);
      return tf.grads((gamma, beta) => {
        const parameters = { "norm/gamma": gamma!, "norm/beta": beta! };
        return tf.sum(tf.exp(layer.apply(x, { parameters }).y));
      })([gamma, beta]);
    };
    const whole = gradient(x);
    const parts = [0, 2, 4].map((from) => gradient(tf.slice(x, from, 2)));
    whole.forEach((tensor, i) => {
      const sum = tf.addN(parts.map((part) => part[i]!)).dataSync();
      const largest = Math.max(...sum.map(Math.abs), 1);
      // Sums of 24 terms, in another order.
      tensor.dataSync().forEach((value, j) =>
        assertAlmostEquals(value, sum[j]!, 24 * 2 ** -24 * largest)
      );
    });
  });
});
