import * as tf from "@tensorflow/tfjs-core";
import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { RELU_GRADIENT } from "../../core/kernels.ts";
import { openEngine } from "../mod.ts";
import { normalTensor } from "../testing_normal_tensor.ts";

test("products of matrices and of batches of them agree", async () => {
  await openEngine("tensorflow");
  tf.tidy(() => {
    for (const transposeA of [false, true]) {
      for (const transposeB of [false, true]) {
        const a = normalTensor("a", transposeA ? [7, 5] : [5, 7]);
        const b = normalTensor("b", transposeB ? [4, 7] : [7, 4]);
        const plain = tf.matMul(a, b, transposeA, transposeB);
        const twice = (x: tf.Tensor) => tf.stack([x, x]);
        const batched = tf.matMul(twice(a), twice(b), transposeA, transposeB);
        const difference = tf.max(tf.abs(tf.sub(batched, plain)));
        assertEquals(batched.shape, [2, 5, 4]);
        // Seven products of numbers up to 3.
        assert(difference.dataSync()[0]! <= 7 * 9 * 2 ** -24);
      }
    }
  });
});

test("the gradient of ReLU is one operation, and has a gradient", async () => {
  await openEngine("tensorflow");
  tf.tidy(() => {
    const x = tf.tensor1d([-1, 0, 2]);
    const dy = tf.tensor1d([5, 6, 7]);
    const dx = tf.grad((x) => tf.relu(x))(x, dy);
    assertEquals([...dx.dataSync()], [0, 0, 7]);
    const direct = tf.engine().runKernel<tf.Tensor>(RELU_GRADIENT, { dy, x });
    assertEquals([...direct.dataSync()], [0, 0, 7]);
    const second = tf.grad((x) => tf.sum(tf.grad((x) => tf.relu(x))(x, dy)))(x);
    assertEquals([...second.dataSync()], [0, 0, 0]);
  });
});
