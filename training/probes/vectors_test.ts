import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../../engines/mod.ts";
import { dot, norm, plus, tensorsOf, vectorOf } from "./vectors.ts";

test("tensors become a vector and tensors again", async () => {
  await openEngine("cpu");
  const before = tf.memory().numTensors;
  const tensors = {
    kernel: tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]),
    bias: tf.tensor1d([7, 8]),
    factor: tf.scalar(9),
  };
  const vector = await vectorOf(tensors);
  assertEquals([...vector], [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const copies = tensorsOf(vector, tensors);
  for (const [name, tensor] of Object.entries(tensors)) {
    assertEquals(copies[name]!.shape, tensor.shape);
    assertEquals(copies[name]!.dataSync(), tensor.dataSync());
  }
  tf.dispose([tensors, { ...copies }]);
  assertEquals(tf.memory().numTensors, before);
});

test("products, norms and sums of vectors", () => {
  const [a, b] = [Float32Array.of(3, 4), Float64Array.of(1, -2)];
  assertEquals(dot(a, b), -5);
  assertEquals(norm(a), 5);
  assertEquals(plus(a, 2, b), Float64Array.of(5, 0));
});
