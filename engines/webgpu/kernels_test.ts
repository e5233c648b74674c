import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { normalTensor } from "../testing_normal_tensor.ts";
import { openWebgpu } from "./open.ts";
import { onWebgpu } from "./testing.ts";

test("relu6 keeps NaN", async () => {
  const { values } = await onWebgpu(() =>
    tf.relu6(tf.tensor1d([NaN, -1, 2, 7, Infinity]))
  );
  assertEquals(values, [NaN, 0, 2, 6, 6]);
});

test("our kernels leave nothing in the backend", async () => {
  const { random } = await openWebgpu();
  const before = tf.backend().numDataIds();
  tf.tidy(() => {
    const x = normalTensor<tf.Rank.R4>("x", [9, 9, 9, 4]);
    const filter = normalTensor<tf.Rank.R4>("filter", [3, 3, 4, 4]);
    const f = (x: tf.Tensor, filter: tf.Tensor) =>
      tf.maxPool(
        tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, "same"),
        ...[3, 2, "same"] as const,
      );
    tf.grads(f)([x, filter]);
    const indices = tf.tensor1d([1, 1, 0], "int32");
    tf.grad((x) => tf.gather(x, indices))(x);
    tf.argMax(x);
    tf.relu6(x);
    tf.matMul(tf.ones([20, 3000]), tf.ones([3000, 20]));
    const key = tf.tensor1d([1, 2], "int32");
    for (const draw of [random.normal, random.uniform]) draw(key, [2, 3]);
    random.words(key, 5);
  });
  assertEquals(tf.backend().numDataIds(), before);
});
