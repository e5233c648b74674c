import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../mod.ts";

test("integers that were cast are floats to every kernel", async () => {
  await openEngine("webgpu");
  const x = tf.tensor4d([0, 1, 2, 3, 4, 5, 6, 7], [1, 2, 4, 1], "int32");
  const floats = tf.cast(x, "float32");
  const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 2, 2, "valid");
  const w = tf.ones<tf.Rank.R4>([2, 2, 1, 1]);
  const results = tf.tidy(() => [
    ...[floats, pool(floats), tf.grad(pool)(floats), tf.sum(floats, 0)],
    tf.grad((w: tf.Tensor) =>
      tf.conv2d(floats as tf.Tensor4D, w as tf.Tensor4D, 1, "valid")
    )(w),
    tf.transpose(floats, [0, 2, 1, 3]),
    tf.unsortedSegmentSum(
      tf.reshape(floats, [8]),
      tf.tensor1d([0, 0, 0, 0, 1, 1, 1, 1], "int32"),
      2,
    ),
    tf.cast(tf.greater(x, 5), "float32"),
  ]);
  const values = await Promise.all(results.map((result) => result.data()));
  assertEquals(values.map((numbers) => [...numbers]), [
    [0, 1, 2, 3, 4, 5, 6, 7],
    [5, 7],
    [0, 0, 0, 0, 0, 1, 0, 1],
    [0, 1, 2, 3, 4, 5, 6, 7],
    [3, 6, 15, 18],
    [0, 4, 1, 5, 2, 6, 3, 7],
    [6, 22],
    [0, 0, 0, 0, 0, 0, 1, 1],
  ]);
  tf.dispose([x, floats, w, results]);
});
