import * as tf from "@tensorflow/tfjs-core";
import { assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { openEngine } from "../engines/mod.ts";
import { splitVector } from "./split_vector.ts";

test("a vector goes to tensors of several shapes in order", async () => {
  await openEngine("cpu");
  const tensors = {
    kernel: tf.zeros([2, 1, 2]),
    bias: tf.zeros([3]),
    factor: tf.scalar(0),
  };
  const vector = tf.tensor1d([1, 2, 3, 4, 5, 6, 7, 8]);
  const before = tf.memory().numTensors;
  const parts = splitVector(vector, tensors);
  assertEquals(tf.memory().numTensors, before + 3);
  const expected = { kernel: [1, 2, 3, 4], bias: [5, 6, 7], factor: [8] };
  for (const [name, values] of Object.entries(expected)) {
    assertEquals([...parts[name]!.dataSync()], values);
    const { shape } = tensors[name as keyof typeof tensors];
    assertEquals(parts[name]!.shape, shape);
  }
  tf.dispose([vector, tensors, { ...parts }]);
});
